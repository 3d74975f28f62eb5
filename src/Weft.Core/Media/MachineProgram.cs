using System.ComponentModel;
using System.Diagnostics;

namespace Weft.Core.Media;

/// <summary>Programs of this machine without which Weft does less: where they are, what they can, and what is to be done about it.</summary>
internal sealed class MachineProgram
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(20);

    private readonly Lazy<Task<string?>> missing;

    /// <param name="isThere">Whether all programs were found.</param>
    /// <param name="findMissing">Says what is missing, as a sentence without its end; null for nothing. Called once, on another thread where that asks a program.</param>
    public MachineProgram(bool isThere, Func<string?> findMissing) =>
        missing = new Lazy<Task<string?>>(() => isThere ? Task.Run(findMissing) : Task.FromResult(findMissing()));

    /// <summary>What is missing; waits for the program's first answer.</summary>
    public string? Missing => missing.Value.GetAwaiter().GetResult();

    /// <summary>The same without waiting: null while that is looked for.</summary>
    public string? MissingSoFar => missing.Value.IsCompletedSuccessfully ? missing.Value.Result : null;

    /// <summary>The path of a program; null when it is not there.</summary>
    /// <param name="folder">Where an operator says it is; null to look where the system looks.</param>
    /// <param name="names">What it may be called, the best first.</param>
    public static string? Find(string? folder, params string[] names)
    {
        string[] folders = folder is not null
            ? [folder]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(f => Path.Combine(f, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>What a program answers when it is asked what it can; empty when it cannot be run, or takes too long.</summary>
    public static string Ask(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            using CancellationTokenSource limit = new(CheckLimit);
            using CancellationTokenRegistration end = limit.Token.Register(process.Kill);
            return process.StandardOutput.ReadToEnd();
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
