using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Weft.Core.Media;

/// <summary>
/// Another program that reads strangers' files: with limits of time, memory and size, at low priority, without this
/// process's environment (which may hold passwords), and never longer than whoever waits for it.
/// </summary>
internal static class LimitedProcess
{
    /// <summary>Kilobytes of memory that one run may ask for.</summary>
    private const int MemoryKilobytes = 3 * 1024 * 1024;

    /// <summary>Blocks of 512 bytes that it may write into one file: 1 GB.</summary>
    private const int FileBlocks = 2 * 1024 * 1024;

    /// <summary>How many processors it may use all the time, for the limit on the time of all its threads together.</summary>
    private const int Processors = 3;

    /// <summary>Characters kept of what it says.</summary>
    private const int MaxSaid = 64 * 1024;

    private const string Shell = "/bin/sh";

    /// <summary>False where there is no shell that sets limits.</summary>
    public static bool IsAvailable => File.Exists(Shell);

    /// <summary>Runs it; answers what it writes to its output.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="longest">How long it may take.</param>
    /// <param name="feed">Writes its input, on a thread of its own; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BrokenMediaException">It did not end well, or took too long: what it read is broken.</exception>
    /// <exception cref="IOException">It cannot be run, or the disk is full.</exception>
    public static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan longest,
        Action<Stream>? feed,
        CancellationToken cancellation
    )
    {
        using Process process = Start(program, arguments, longest);
        Task fed = Task.Run(() => Feed(process, feed), CancellationToken.None);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        try
        {
            Task<string> output = ReadAsync(process.StandardOutput, limit.Token);
            Task<string> said = ReadAsync(process.StandardError, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            string fault = await said;
            if (process.ExitCode != 0)
            {
                throw fault.Contains("No space left on device", StringComparison.Ordinal)
                    ? new IOException(fault)
                    : new BrokenMediaException("cannot be read", new InvalidDataException(fault));
            }

            await fed;
            return await output;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BrokenMediaException("takes too long to be made ready");
        }
        finally
        {
            await EndAsync(process, fed);
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, TimeSpan longest)
    {
        string limits = FormattableString.Invariant(
            $"ulimit -v {MemoryKilobytes} 2>/dev/null; ulimit -t {Math.Ceiling(longest.TotalSeconds * Processors)}; ulimit -f {FileBlocks}; ulimit -c 0; exec nice -n 10 \"$0\" \"$@\""
        );
        ProcessStartInfo start = new(Shell, ["-c", limits, program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        string?[] kept = [Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("LD_LIBRARY_PATH")];
        start.Environment.Clear();
        (start.Environment["PATH"], start.Environment["LD_LIBRARY_PATH"], start.Environment["LC_ALL"]) = (kept[0], kept[1], "C");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new IOException("The program cannot be run.", fault);
        }
    }

    /// <summary>Whatever happened, it does not run on, and nobody writes to it any more.</summary>
    private static async Task EndAsync(Process process, Task fed)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAny(fed);
    }

    private static void Feed(Process process, Action<Stream>? feed)
    {
        try
        {
            using Stream input = process.StandardInput.BaseStream;
            feed?.Invoke(input);
        }
        catch (IOException)
        {
            // It ended before it had read all; its exit code tells.
        }
    }

    /// <summary>Reads to the end, and keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        StringBuilder kept = new();
        char[] buffer = new char[4_096];
        while (await reader.ReadAsync(buffer, cancellation) is int count and > 0)
        {
            kept.Append(buffer, 0, Math.Min(count, MaxSaid - kept.Length));
        }

        return kept.ToString();
    }
}
