using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Actors;

namespace Weft.Federation.Delivery;

/// <summary>
/// Sends one server all that is due, oldest first. What one author sends to one inbox never overtakes: while something waits
/// to be tried again, what came after it waits too. A server that counts as dead is tried with one delivery alone.
/// </summary>
public sealed class DrainHost(
    IDbContextFactory<WeftDb> contexts,
    SendDelivery send,
    SettleDeliveries settle,
    DeadHosts dead,
    HostRules hosts,
    GoneInboxes gone,
    DeliveryGate gate,
    TimeProvider clock
)
{
    private static readonly CompiledQuery<Func<WeftDb, string, CancellationToken, Task<RemoteHost?>>> Hosts = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string name, CancellationToken cancellation) => db.RemoteHosts.AsNoTracking().FirstOrDefault(h => h.Name == name)
        )
    );

#pragma warning disable CA1309 // Translated to SQL, where the order by is of the same collation.
    private static readonly CompiledQuery<Func<WeftDb, string, long, string, IAsyncEnumerable<Core.Outbox.Delivery>>> Pages = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string host, long entry, string inbox) =>
                db
                    .Deliveries.AsNoTracking()
                    .Where(d => d.Host == host && (d.EntryId > entry || d.EntryId == entry && string.Compare(d.Inbox, inbox) > 0))
                    .OrderBy(d => d.EntryId)
                    .ThenBy(d => d.Inbox)
                    .Take(PageSize)
        )
    );
#pragma warning restore CA1309

    /// <summary>How many deliveries are settled in one command.</summary>
    private const int PageSize = 64;

    /// <summary>How many authors' deliveries are on their way to one server at once.</summary>
    private const int Parallel = 4;

    /// <summary>Sends until nothing is due, or the server no longer answers.</summary>
    /// <param name="host">The server.</param>
    /// <param name="heard">Whether it has just spoken to us, so that it is tried though it was thought dead.</param>
    /// <param name="cancellation">Stops between two deliveries; what was sent is settled.</param>
    public async Task RunAsync(string host, bool heard, CancellationToken cancellation)
    {
        HostHealth health;
        using (gate.Serve())
        {
            health = HostHealth.Of(host, await FindAsync(host, cancellation));
            if (await hosts.IsSuspendedHostAsync(host, cancellation))
            {
                await settle.ForgetAsync(host, cancellation);
                return;
            }

            if (health.IsClosed(clock.GetUtcNow()) && !heard)
            {
                return;
            }

            if (!health.IsDoubtful)
            {
                await TryAsync(health, cancellation);
                return;
            }
        }

        health.HasPlace = true;
        await gate.DoubtAsync(() => TryAsync(health, cancellation), cancellation);
    }

    private async Task<bool> TryAsync(HostHealth health, CancellationToken cancellation)
    {
        bool lives = !health.IsDead || await ProbeAsync(health, cancellation);
        if (lives)
        {
            await DrainAsync(health, cancellation);
        }

        return lives;
    }

    private async Task<RemoteHost?> FindAsync(string host, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await Hosts.For(db)(db, host, cancellation);
    }

    /// <summary>Tries one delivery: of the first of each author the one that has waited longest, so that each has its turn.</summary>
    private async Task<bool> ProbeAsync(HostHealth health, CancellationToken cancellation)
    {
        List<Core.Outbox.Delivery> page = await PageAsync(health.Host, (0, ""), cancellation);
        Core.Outbox.Delivery? first = page.GroupBy(Lane.Of).Select(lane => lane.First()).MinBy(d => d.DueAt);
        if (first is null)
        {
            return false;
        }

        Tried tried = await send.RunAsync(first, health, cancellation);
        await settle.RunAsync(health, [tried], cancellation);
        dead.Note(health);
        foreach (string inbox in Gone([tried]))
        {
            await gone.AskAsync(inbox, cancellation);
        }

        return !health.IsDead;
    }

    private async Task DrainAsync(HostHealth health, CancellationToken cancellation)
    {
        ConcurrentDictionary<Lane, bool> held = [];
        (long Entry, string Inbox) last = (0, "");
        List<Core.Outbox.Delivery> page;
        do
        {
            page = await PageAsync(health.Host, last, cancellation);
            ConcurrentQueue<Tried> tried = [];
            await System.Threading.Tasks.Parallel.ForEachAsync(
                page.GroupBy(Lane.Of).Where(lane => !held.ContainsKey(lane.Key)),
                new ParallelOptions { MaxDegreeOfParallelism = Parallel },
                async (lane, _) => await SendAsync(lane, health, held, tried, cancellation)
            );
            if (!tried.IsEmpty)
            {
                await settle.RunAsync(health, [.. tried], CancellationToken.None);
                dead.Note(health);
                foreach (string inbox in Gone(tried))
                {
                    await gone.AskAsync(inbox, cancellation);
                }
            }

            cancellation.ThrowIfCancellationRequested();
            if (page is [.., { } end])
            {
                last = (end.EntryId, end.Inbox);
            }
        } while (page.Count == PageSize && !health.IsDead);
    }

    private static string[] Gone(IEnumerable<Tried> tried) =>
        [.. tried.Where(t => t.Verdict is Verdict.GivenUp { InboxIsGone: true }).Select(t => t.Delivery.Inbox).Distinct()];

    private async Task SendAsync(
        IGrouping<Lane, Core.Outbox.Delivery> lane,
        HostHealth health,
        ConcurrentDictionary<Lane, bool> held,
        ConcurrentQueue<Tried> tried,
        CancellationToken cancellation
    )
    {
        foreach (Core.Outbox.Delivery delivery in lane)
        {
            if (health.IsDead || cancellation.IsCancellationRequested)
            {
                return;
            }

            if (delivery.DueAt > clock.GetUtcNow())
            {
                held.TryAdd(lane.Key, true);
                return;
            }

            Tried answer;
            try
            {
                answer = await send.RunAsync(delivery, health, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }

            tried.Enqueue(answer);
            if (answer.Verdict is Verdict.Again or Verdict.GivenUp { InboxIsGone: true })
            {
                held.TryAdd(lane.Key, true);
                return;
            }
        }
    }

    private async Task<List<Core.Outbox.Delivery>> PageAsync(string host, (long Entry, string Inbox) after, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await Pages.For(db)(db, host, after.Entry, after.Inbox).ToListAsync(cancellation);
    }

    /// <summary>What keeps its order: one author's deliveries to one inbox.</summary>
    private readonly record struct Lane(string Inbox, long ActorId)
    {
        public static Lane Of(Core.Outbox.Delivery delivery) => new(delivery.Inbox, delivery.ActorId);
    }
}
