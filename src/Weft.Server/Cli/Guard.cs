using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Weft.Core.Storage;

namespace Weft.Server.Cli;

/// <summary>
/// Runs a command so that what an operator can mend is said in a sentence and not in a stack trace. The host's own trace of
/// a start that failed is kept out of the log by appsettings.json, where it stands at "Critical".
/// </summary>
internal static class Guard
{
    /// <summary>Exit code 0 when it went well, 1 when it was refused, 2 when a setting is wrong, 3 when the database is unavailable.</summary>
    public static void SetGuarded(this Command command, Func<ParseResult, string[], CancellationToken, Task<int>> action)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            async (result, cancellation) =>
            {
                try
                {
                    return await action(result, [.. result.UnmatchedTokens], cancellation);
                }
                catch (OptionsValidationException fault)
                {
                    foreach (string sentence in fault.Failures)
                    {
                        await Console.Error.WriteLineAsync(sentence);
                    }

                    return 2;
                }
                // A file, or an address of Weft:Listen that another program has: the message names it.
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    await Console.Error.WriteLineAsync(fault.Message);
                    return 3;
                }
                catch (Exception fault) when (Reason(fault) is { } reason)
                {
                    await Console.Error.WriteLineAsync($"The database of Weft:Database cannot be used: {reason}");
                    return 3;
                }
            }
        );
    }

    /// <summary>What the database's own driver says, however deep it is wrapped; null when it is not about the database.</summary>
    private static string? Reason(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException or SocketException)
            {
                return cause.Message;
            }
        }

        return fault is StorageUnavailableException ? fault.Message : null;
    }
}
