using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Core.Posts.Held;

/// <summary>
/// Looks after what waits for leave: every ten minutes, at the start, and when more is left than was let go at once.
/// </summary>
public sealed partial class HeldRounds(ReleaseHeld release, AskAgain ask, HeldNoted noted, TimeProvider clock, ILogger<HeldRounds> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await release.RunAsync(stoppingToken);
                await ask.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the rows are still there, and the next round tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogLater(fault);
            }

            await noted.WaitAsync(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking after what waits for leave failed; it is tried again")]
    private partial void LogLater(Exception fault);
}

/// <summary>Wakes <see cref="HeldRounds"/> when replies were left that may be shown.</summary>
public sealed class HeldNoted : IEventListener, IDisposable
{
    private readonly SemaphoreSlim left = new(0, 1);

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is RepliesLeftHeld && left.CurrentCount == 0)
        {
            try
            {
                left.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else has just woken it.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => left.Dispose();

    /// <summary>Waits until replies were left, but not longer than this.</summary>
    internal async Task WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        await left.WaitAsync(either.Token);
    }
}
