using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Federation.Delivery;

/// <summary>
/// Writes down what came of a few tries: rows go or get their next time, and how the server is. Where all went well, and the
/// server is known to be well, rows of many servers go in one command; otherwise all of it is one.
/// </summary>
public sealed class SettleDeliveries(IWriter writer, EndedDeliveries ended)
{
    private const int MostReason = 500;

    private static readonly CompiledQuery<Func<WeftDb, string, CancellationToken, Task<RemoteHost?>>> Hosts = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string name, CancellationToken cancellation) => db.RemoteHosts.AsTracking().FirstOrDefault(h => h.Name == name)
        )
    );

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
        if (health.IsWellAsKept(SuccessStep) && tried.All(t => t.Verdict is Verdict.Taken))
        {
            await ended.RemoveAsync([.. tried.Select(t => t.Delivery)]);
            return;
        }

        await writer.RunAsync<int>(
            async work =>
            {
                await KeepAsync(work, health, cancellation);
                foreach (IGrouping<string, Tried> inbox in tried.GroupBy(t => t.Delivery.Inbox))
                {
                    await SettleAsync(work, inbox.Key, [.. inbox], cancellation);
                }

                long[] entries = [.. tried.Where(t => t.Verdict is not Verdict.Again).Select(t => t.Delivery.EntryId).Distinct()];
                if (entries.Length > 0)
                {
                    await EndedDeliveries.RemoveDeliveredAsync(work.Db, entries, cancellation);
                }

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

        long[] over = [.. tried.Where(t => t.Verdict is not Verdict.Again).Select(t => t.Delivery.EntryId)];
        if (over.Length > 0)
        {
            await rows.Where(d => over.Contains(d.EntryId)).ExecuteDeleteAsync(cancellation);
        }

        foreach ((Core.Outbox.Delivery delivery, Verdict verdict) in tried)
        {
            if (verdict is not Verdict.Again again)
            {
                continue;
            }

            // What comes after it from the same author waits as well.
            await rows.Where(d => d.ActorId == delivery.ActorId && d.EntryId >= delivery.EntryId)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(d => d.Attempts, d => d.EntryId == delivery.EntryId ? d.Attempts + 1 : d.Attempts)
                            .SetProperty(d => d.DueAt, d => d.DueAt < again.DueAt ? again.DueAt : d.DueAt),
                    cancellation
                );
        }
    }

    private static async Task KeepAsync(Work work, HostHealth health, CancellationToken cancellation)
    {
        RemoteHost? row = await Hosts.For(work.Db)(work.Db, health.Host, cancellation);
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
