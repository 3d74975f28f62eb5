using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>
/// Folds pending count changes into the rows that they belong to, so that few are pending. It changes nothing that is
/// shown: a shown count is always the stored one plus the pending ones, read in one statement. Any number of processes
/// may do it at once.
/// </summary>
public sealed partial class CountKeeper(
    FoldCountChanges fold,
    CountChangesNoted noted,
    IDbContextFactory<WeftDb> contexts,
    TimeProvider clock,
    ILogger<CountKeeper> log
) : BackgroundService
{
    /// <summary>How long a change waits for company: a thousand likes of one post are then one update of it.</summary>
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(250);

    /// <summary>How often to look for changes of which this process was not told.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(1);

    /// <summary>How long to leave the database alone when it does not answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await noted.WaitAsync(Rounds, clock, stoppingToken))
                {
                    await Task.Delay(Company, clock, stoppingToken);
                }

                await FoldAllAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the changes are still there, and the next round tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FoldAllAsync(CancellationToken cancellation)
    {
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            // Asked of a reader, so that an idle server does not occupy the writer.
            if (!await db.CountChanges.AnyAsync(cancellation))
            {
                return;
            }
        }

        int folded;
        do
        {
            folded = (await fold.RunAsync(cancellation)).Value;
        } while (folded == FoldCountChanges.BatchSize);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Folding count changes failed; what is shown stays right, and it is tried again")]
    private partial void LogFailed(Exception fault);
}

/// <summary>Wakes the <see cref="CountKeeper"/> when counts have changed.</summary>
public sealed class CountChangesNoted : IEventListener, IDisposable
{
    private readonly SemaphoreSlim changed = new(0, 1);

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is PostCountsChanged or Accounts.AccountCountsChanged && changed.CurrentCount == 0)
        {
            try
            {
                changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else has just woken it.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => changed.Dispose();

    /// <summary>Waits until counts have changed, but not longer than this; true when they have.</summary>
    internal async Task<bool> WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await changed.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
