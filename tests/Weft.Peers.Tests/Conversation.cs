using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Weft.Peers.Tests;

/// <summary>A program that asks questions while it runs.</summary>
internal sealed class Conversation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly StringBuilder heard = new();
    private bool isDisposed;

    private Conversation(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it.</summary>
    public static Conversation Begin(ProcessStartInfo start) => new(start);

    /// <summary>Reads until the program has said this, and answers what matched.</summary>
    public async Task<string> HearAsync(string pattern)
    {
        using CancellationTokenSource patience = new(Patience);
        char[] buffer = new char[1024];
        while (true)
        {
            Match match = Regex.Match(heard.ToString(), pattern);
            if (match.Success)
            {
                return match.Value;
            }

            int read = await process.StandardOutput.ReadAsync(buffer, patience.Token);
            if (read == 0)
            {
                throw new InvalidOperationException($"It ended without saying {pattern}.\n{heard}\n{await errors}");
            }

            heard.Append(buffer, 0, read);
        }
    }

    /// <summary>Types a line.</summary>
    public Task SayAsync(string line) => process.StandardInput.WriteLineAsync(line);

    /// <summary>Waits for its end, which has to be a good one, and answers all that it said.</summary>
    public async Task<string> EndAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        heard.Append(await process.StandardOutput.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode == 0
            ? heard.ToString()
            : throw new InvalidOperationException($"It ended with {process.ExitCode}.\n{heard}\n{await errors}");
    }

    /// <summary>Ends the program, at once; a second time does nothing.</summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
