using System.Diagnostics;
using System.Globalization;

namespace Weft.Bench;

/// <summary>
/// How busy a .NET process is with compiling its own code a second time. A server compiles what is called often in the
/// background, for a minute and more under load, and on few processors that takes as much as half of them: until it rests,
/// figures tell about the compiler.
/// </summary>
internal sealed class Compiling(int process)
{
    /// <summary>A share of one processor: below it, the compiler is at rest.</summary>
    private const double Rest = 0.04;

    /// <summary>The kernel counts in hundredths of a second, on every architecture that .NET runs on.</summary>
    private const double Tick = 0.01;

    private double taken = Seconds(process);
    private long asked = Stopwatch.GetTimestamp();

    /// <summary>Whether the compiler has been at rest since this was asked last, or since the start. Always, where there is no /proc.</summary>
    public bool IsAtRest()
    {
        double before = taken;
        TimeSpan passed = Stopwatch.GetElapsedTime(asked);
        taken = Seconds(process);
        asked = Stopwatch.GetTimestamp();
        // A thread of the compiler that has had nothing to do for some seconds ends, and takes its time with it.
        return taken - before < Rest * passed.TotalSeconds;
    }

    private static double Seconds(int process)
    {
        string threads = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task");
        return Directory.Exists(threads) ? Directory.EnumerateDirectories(threads).Sum(OfThread) : 0;
    }

    /// <summary>The time of a thread, if it is the compiler's. proc_pid_stat(5): after the name in brackets, fields 3 and on.</summary>
    private static double OfThread(string thread)
    {
        try
        {
            string stat = File.ReadAllText(Path.Combine(thread, "stat"));
            int end = stat.LastIndexOf(')');
            if (!stat.AsSpan(0, end).Contains("Tiered Com", StringComparison.Ordinal))
            {
                return 0;
            }

            string[] fields = stat[(end + 2)..].Split(' ');
            return Tick * (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return 0;
        }
    }
}
