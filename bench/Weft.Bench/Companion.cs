using System.Diagnostics;

namespace Weft.Bench;

/// <summary>
/// This program once more, in a process of its own, as one of its hidden commands. It is asked over standard input and
/// answers over standard output, a line each; it ends when its input does, so that it never outlives who started it.
/// </summary>
internal sealed class Companion : IDisposable
{
    private readonly Process process;

    private Companion(Process process) => this.process = process;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">The hidden command and its arguments.</param>
    /// <param name="environment">What is set for it besides.</param>
    public static Companion Start(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new Companion(Process.Start(start)!);
    }

    /// <summary>Sends a line and waits for the line that answers it.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task<string> AskAsync(string line, CancellationToken cancellation)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        return await ReadLineAsync(cancellation);
    }

    /// <summary>Waits for a line.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellation) =>
        await process.StandardOutput.ReadLineAsync(cancellation)
        ?? throw new InvalidOperationException($"\"{string.Join(' ', process.StartInfo.ArgumentList)}\" ended.");

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
