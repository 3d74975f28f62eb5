using System.Globalization;
using System.Runtime.InteropServices;
using Weft.Testing;

namespace Weft.Bench.Report;

/// <summary>The part of docs/performance.md that this program writes, between two marks.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- figures: written by script/bench --write -->";
    private const string End = "<!-- end of figures -->";

    private static string File => Repository.PathTo("docs", "performance.md");

    /// <summary>Puts the figures there, in the place of those that stood there.</summary>
    /// <exception cref="InvalidOperationException">The marks are not there.</exception>
    public static async Task WriteAsync(IEnumerable<Figure> figures, BenchSettings settings, CancellationToken cancellation)
    {
        string page = await System.IO.File.ReadAllTextAsync(File, cancellation);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{File} has no place for figures: \"{Begin}\" and \"{End}\".");
        }

        string text = $"{page[..begin]}{Begin}\n{Circumstances(settings)}\n\n{Table.Draw(figures)}{page[end..]}";
        await System.IO.File.WriteAllTextAsync(File, text, cancellation);
    }

    /// <summary>When, on what, and after what warm-up.</summary>
    public static string Circumstances(BenchSettings settings) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Measured on {DateTime.UtcNow:yyyy-MM-dd} on {Environment.ProcessorCount} processors ({Processor()}), {Memory()}, {RuntimeInformation.FrameworkDescription}. "
                + $"Load for {settings.WarmUpSeconds} to {settings.WarmUpSecondsAtMost} s before anything counted, until the server compiled no more; then {settings.Rounds} rounds of {settings.Seconds} s, "
                + $"Weft and what it is compared with in turn; the median counts."
        );

    private static string Processor() => Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.OSArchitecture.ToString();

    private static string Memory() =>
        string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0} GiB");

    private static string? Line(string file, string name) =>
        System.IO.File.Exists(file)
            ? System.IO.File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
}
