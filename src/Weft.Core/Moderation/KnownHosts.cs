using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Moderation;

/// <summary>Another server, for operators.</summary>
/// <param name="Host">What is kept of it.</param>
/// <param name="Accounts">How many of its people are known here.</param>
/// <param name="Waiting">How many deliveries wait for it.</param>
/// <param name="Holds">What holds for it, with what was said of the domains above it.</param>
public sealed record KnownHost(RemoteHost Host, int Accounts, int Waiting, HostDecision Holds);

/// <summary>Lists the servers that this one has met or that something was decided about.</summary>
public sealed class KnownHosts(IDbContextFactory<WeftDb> contexts, FederationMode mode)
{
    /// <summary>A part of the list, by name.</summary>
    /// <param name="part">Only names that hold this; null for all.</param>
    /// <param name="onlyJudged">Only those that something was decided about.</param>
    /// <param name="after">Only names behind this one.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<KnownHost>> ReadAsync(
        string? part,
        bool onlyJudged,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<RemoteHost> hosts = db.RemoteHosts.AsNoTracking();
        if (onlyJudged)
        {
            hosts = hosts.Where(h => h.Policy != HostPolicy.Normal || h.RejectMedia || h.RejectReports);
        }

        if (!string.IsNullOrWhiteSpace(part))
        {
            string wanted = HostName.Read(part) ?? part;
            hosts = hosts.Where(h => h.Name.Contains(wanted));
        }

        if (!string.IsNullOrEmpty(after))
        {
#pragma warning disable CA1309 // Translated to SQL, where the order by is of the same collation.
            hosts = hosts.Where(h => string.Compare(h.Name, after) > 0);
#pragma warning restore CA1309
        }

        var found = await hosts
            .OrderBy(h => h.Name)
            .Take(limit)
            .Select(h => new
            {
                Host = h,
                Accounts = db.Accounts.Count(a => a.Domain == h.Name),
                Waiting = db.Deliveries.Count(d => d.Host == h.Name),
            })
            .ToListAsync(cancellation);
        HostDecisions decisions = await HostDecisions.AboutAsync(db, found.Select(f => f.Host.Name), mode, cancellation);
        return [.. found.Select(f => new KnownHost(f.Host, f.Accounts, f.Waiting, decisions.Of(f.Host.Name)))];
    }

    /// <summary>All that something was decided about, by name.</summary>
    public async Task<IReadOnlyList<RemoteHost>> JudgedAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .RemoteHosts.AsNoTracking()
            .Where(h => h.Policy != HostPolicy.Normal || h.RejectMedia || h.RejectReports)
            .OrderBy(h => h.Name)
            .ToListAsync(cancellation);
    }

    /// <summary>The names of those that this server speaks with: met, and not suspended. At most 20,000.</summary>
    public async Task<IReadOnlyList<string>> PeersAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        HostDecisions decisions = await HostDecisions.AllAsync(db, mode, cancellation);
        List<string> names = await db
            .RemoteHosts.Where(h => db.Accounts.Any(a => a.Domain == h.Name) || h.LastSuccessAt != null)
            .Select(h => h.Name)
            .Take(20_000)
            .ToListAsync(cancellation);
        return [.. names.Where(name => decisions.Of(name).Policy != HostPolicy.Suspended)];
    }
}
