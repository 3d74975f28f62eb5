using System.Diagnostics;

namespace Weft.Testing;

/// <summary>Runs programs to their end.</summary>
public static class Shell
{
    /// <summary>Runs a program and returns what it printed.</summary>
    /// <param name="start">The program; its output is taken over.</param>
    /// <param name="cancellation">Kills it.</param>
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
            await process.WaitForExitAsync(cancellation);
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
