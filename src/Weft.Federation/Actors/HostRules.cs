using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Documents;
using Weft.Federation.Http;

namespace Weft.Federation.Actors;

/// <summary>
/// What the operators decided about other servers. What they say of a domain holds for all below it. Kept in memory, since
/// every request of another server asks several times, until something is decided: here at once, and what was decided on
/// the command line or in another process within seconds (<see cref="Hosts.WatchHosts"/>).
/// </summary>
public sealed class HostRules(IDbContextFactory<WeftDb> contexts, FederationMode? mode = null) : IHostGate, IEventListener
{
    private int changes;
    private Known? known;

    /// <summary>True when nothing is taken from the server of that id, and nothing asked of it.</summary>
    public async Task<bool> IsSuspendedAsync(string id, CancellationToken cancellation) =>
        Origin.Of(id) is { } origin && await IsSuspendedHostAsync(origin.Authority, cancellation);

    /// <inheritdoc/>
    public async Task<bool> IsSuspendedHostAsync(string host, CancellationToken cancellation) =>
        (await OfAsync(host, cancellation)).Policy == HostPolicy.Suspended;

    /// <inheritdoc/>
    public async Task<bool> IsKnownHostAsync(string host, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.RemoteHosts.AnyAsync(
            h => h.Name == host && (h.Policy == HostPolicy.Allowed || db.Accounts.Any(a => a.Domain == host)),
            cancellation
        );
    }

    /// <summary>True when pictures and videos of the server of that id are left out.</summary>
    public async Task<bool> RejectsMediaAsync(string id, CancellationToken cancellation) =>
        Origin.Of(id) is { } origin && (await OfAsync(origin.Authority, cancellation)).RejectMedia;

    /// <summary>True when reports of the server of that id are left out.</summary>
    public async Task<bool> RejectsReportsAsync(string id, CancellationToken cancellation) =>
        Origin.Of(id) is { } origin && (await OfAsync(origin.Authority, cancellation)).RejectReports;

    /// <summary>What holds for a host.</summary>
    public async Task<HostDecision> OfAsync(string host, CancellationToken cancellation) => (await AllAsync(cancellation)).Of(host);

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is HostsJudged)
        {
            Interlocked.Increment(ref changes);
        }
    }

    private async ValueTask<HostDecisions> AllAsync(CancellationToken cancellation)
    {
        // Taken before the database is asked: what is decided meanwhile makes this reading an old one.
        int stamp = Volatile.Read(ref changes);
        if (Volatile.Read(ref known) is { } kept && kept.Stamp == stamp)
        {
            return kept.Decisions;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        Known read = new(stamp, await HostDecisions.AllAsync(db, mode ?? FederationMode.Open, cancellation));
        Volatile.Write(ref known, read);
        return read.Decisions;
    }

    private sealed record Known(int Stamp, HostDecisions Decisions);
}
