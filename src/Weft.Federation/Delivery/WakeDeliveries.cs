using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Federation.Delivery;

/// <summary>
/// Wakes the <see cref="IDeliveryGrain"/> of each server for which something is due: after a start, and when the time has
/// come to try again, or when it has spoken. Clears away what is left over.
/// </summary>
public sealed partial class WakeDeliveries(
    IDbContextFactory<WeftDb> contexts,
    SweepDeliveries sweep,
    DeadHosts dead,
    HostsHeard heard,
    HostWaker waker,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<WakeDeliveries> log
) : BackgroundService
{
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Sweeps = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset swept = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WakeAsync(stoppingToken);
                if (swept + Sweeps <= clock.GetUtcNow())
                {
                    await sweep.RunAsync(stoppingToken);
                    swept = clock.GetUtcNow();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the rows are still there, and the next round tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault);
            }

            await ListenAsync(stoppingToken);
        }
    }

    /// <summary>Until the next round, wakes those that speak though they counted as dead.</summary>
    private async Task ListenAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource round = new(Rounds, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(round.Token, cancellation);
        try
        {
            await foreach (string host in heard.ToTry.ReadAllAsync(either.Token))
            {
                await grains.GetGrain<IDeliveryGrain>(host).WakeAsync(heard: true);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // It is time for the next round, or for the end.
        }
    }

    /// <summary>The servers for which something is due now, without those that are left alone.</summary>
    internal static async Task<List<string>> DueAsync(WeftDb db, DateTimeOffset now, CancellationToken cancellation) =>
        await db
            .Deliveries.Where(d => d.DueAt <= now && !db.RemoteHosts.Any(h => h.Name == d.Host && h.ClosedUntil > now))
            .Select(d => d.Host)
            .Distinct()
            .ToListAsync(cancellation);

    private async Task WakeAsync(CancellationToken cancellation)
    {
        List<string> due;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            due = await DueAsync(db, clock.GetUtcNow(), cancellation);
            dead.Note(await db.RemoteHosts.Where(h => h.ClosedUntil != null).Select(h => h.Name).ToListAsync(cancellation));
        }

        await waker.WakeAsync(due, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for what is due to other servers failed; it is tried again")]
    private partial void LogFailed(Exception fault);
}
