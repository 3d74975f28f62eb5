using System.Diagnostics;

namespace Weft.Testing;

/// <summary>Runs programs to their end.</summary>
public static class Shell
{
    /// <summary>How long a program may take. Without an end, one that hangs would take its whole suite along, unnamed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program and returns what it printed.</summary>
    /// <param name="start">The program; its output is taken over.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="TimeoutException">It took longer than <see cref="Patience"/>, and was killed.</exception>
    public static async Task<Finished> RunAsync(ProcessStartInfo start, CancellationToken cancellation = default)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            // Its output ends later where something that it started holds the pipe.
            await Task.WhenAll(process.WaitForExitAsync(cancellation), output, error).WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException late)
        {
            process.Kill(entireProcessTree: true);
            string arguments = string.Join(' ', start.ArgumentList);
            throw new TimeoutException($"{start.FileName} {arguments} took longer than {Patience}.", late);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Finished(process.ExitCode, await output, await error);
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 when it went well.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Throws unless the program went well.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message holds what it said.</exception>
    public Finished EnsureSuccess() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"Exit code {ExitCode}.\n{Output}\n{Error}");
}
