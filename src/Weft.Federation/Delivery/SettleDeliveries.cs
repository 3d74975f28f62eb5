using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Federation.Delivery;

/// <summary>Writes down in one command what came of a few tries: rows go or get their next time, and how the server is.</summary>
public sealed class SettleDeliveries(IWriter writer)
{
    private const int MostReason = 500;

    /// <summary>How exactly <see cref="RemoteHost.LastSuccessAt"/> is kept for a server that is well: a write for each delivery would be too many.</summary>
    private static readonly TimeSpan SuccessStep = TimeSpan.FromHours(1);

    /// <summary>Removes all that waits for a server, which was suspended.</summary>
    public Task ForgetAsync(string host, CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work => await work.Db.Deliveries.Where(d => d.Host == host).ExecuteDeleteAsync(cancellation),
            cancellation
        );

    internal async Task RunAsync(HostHealth health, IReadOnlyList<Tried> tried, CancellationToken cancellation)
    {
        await writer.RunAsync<int>(
            async work =>
            {
                await KeepAsync(work, health, cancellation);
                foreach (IGrouping<string, Tried> inbox in tried.GroupBy(t => t.Delivery.Inbox))
                {
                    await SettleAsync(work, inbox.Key, [.. inbox], cancellation);
                }

                long[] entries = [.. tried.Select(t => t.Delivery.EntryId).Distinct()];
                await RemoveDeliveredAsync(work.Db, entries, cancellation);
                return tried.Count;
            },
            cancellation
        );
        health.Settled();
    }

    private static async Task SettleAsync(Work work, string inbox, Tried[] tried, CancellationToken cancellation)
    {
        IQueryable<Core.Outbox.Delivery> rows = work.Db.Deliveries.Where(d => d.Inbox == inbox);
        if (tried.Any(t => t.Verdict is Verdict.GivenUp { InboxIsGone: true }))
        {
            await rows.ExecuteDeleteAsync(cancellation);
            return;
        }

        long[] ended = [.. tried.Where(t => t.Verdict is not Verdict.Again).Select(t => t.Delivery.EntryId)];
        await rows.Where(d => ended.Contains(d.EntryId)).ExecuteDeleteAsync(cancellation);
        foreach ((Core.Outbox.Delivery delivery, Verdict verdict) in tried)
        {
            if (verdict is not Verdict.Again again)
            {
                continue;
            }

            await rows.Where(d => d.EntryId == delivery.EntryId)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, d => d.Attempts + 1), cancellation);
            // What comes after it from the same author waits as well.
            await rows.Where(d => d.ActorId == delivery.ActorId && d.EntryId >= delivery.EntryId && d.DueAt < again.DueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, again.DueAt), cancellation);
        }
    }

    /// <summary>
    /// Removes the entries of which nothing is left to send. Of two transactions that each send the last but one, neither
    /// does: those are left to <see cref="SweepDeliveries"/>.
    /// </summary>
    private static Task<int> RemoveDeliveredAsync(WeftDb db, long[] entries, CancellationToken cancellation) =>
        db
            .OutboxEntries.Where(e => entries.Contains(e.Id) && e.SpreadAt != null && !db.Deliveries.Any(d => d.EntryId == e.Id))
            .ExecuteDeleteAsync(cancellation);

    private static async Task KeepAsync(Work work, HostHealth health, CancellationToken cancellation)
    {
        RemoteHost? row = await work.Db.RemoteHosts.FindAsync([health.Host], cancellation);
        if (row is null)
        {
            row = new RemoteHost { Name = health.Host, FirstSeenAt = work.Now };
            work.Db.RemoteHosts.Add(row);
        }

        (row.Failures, row.ClosedUntil) = (health.Failures, health.ClosedUntil);
        row.LastError = health.LastError is { Length: > MostReason } ? health.LastError[..MostReason] : health.LastError;
        if (health.Last.Success is { } success && !(row.LastSuccessAt > success - SuccessStep))
        {
            row.LastSuccessAt = success;
        }

        row.LastFailureAt = health.Last.Failure ?? row.LastFailureAt;
        if (health.HasReopened && !health.IsDead)
        {
            // All that waited for it is due; before what was tried now gets its next time.
            await work
                .Db.Deliveries.Where(d => d.Host == health.Host && d.DueAt > work.Now)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, work.Now), cancellation);
        }
    }
}
