using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Federation.Moving;

/// <summary>
/// Moves followers while nobody waits for it: what a start finds left, and then those of whom a Move has just come.
/// </summary>
public sealed partial class MoveRounds(MovedFollowers followers, TimeProvider clock, ILogger<MoveRounds> log) : BackgroundService
{
    /// <summary>How many may wait; what comes to more is done after the next start.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Channel<long> moved = Channel.CreateBounded<long>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Lets the followers of an account be moved soon, as the database says.</summary>
    public void Begin(long accountId) => moved.Writer.TryWrite(accountId);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await GuardedAsync(() => FindLeftAsync(stoppingToken), stoppingToken))
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }

            await foreach (long accountId in moved.Reader.ReadAllAsync(stoppingToken))
            {
                if (!await GuardedAsync(() => followers.RunAsync(accountId, stoppingToken), stoppingToken))
                {
                    Begin(accountId);
                    await Task.Delay(Pause, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is found after the next start.
        }
    }

    private async Task FindLeftAsync(CancellationToken cancellation)
    {
        foreach (long left in await followers.LeftAsync(cancellation))
        {
            Begin(left);
        }
    }

    private async Task<bool> GuardedAsync(Func<Task> act, CancellationToken stopping)
    {
        try
        {
            await act();
            return true;
        }
#pragma warning disable CA1031 // Whatever it was, the follows are still there, and it is tried again.
        catch (Exception fault) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Moving followers failed; it is tried again")]
    private partial void LogFailed(Exception fault);
}
