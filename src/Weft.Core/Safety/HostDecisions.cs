using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Safety;

/// <summary>With whom this server speaks when nothing was decided about another.</summary>
/// <param name="AllowListOnly">Only with those that were allowed.</param>
public sealed record FederationMode(bool AllowListOnly)
{
    /// <summary>With all.</summary>
    public static FederationMode Open { get; } = new(false);
}

/// <summary>What was decided about one server, with all that was said of the domains above it.</summary>
/// <param name="Policy">Normal, silenced or suspended.</param>
/// <param name="RejectMedia">Its pictures and videos are left out.</param>
/// <param name="RejectReports">Its reports are left out.</param>
public readonly record struct HostDecision(HostPolicy Policy, bool RejectMedia, bool RejectReports);

/// <summary>
/// What the operators decided about other servers. What is said of a domain holds for all below it, until something else
/// is said of one of those.
/// </summary>
public sealed class HostDecisions
{
    private readonly Dictionary<string, RemoteHost> judged;
    private readonly FederationMode mode;

    private HostDecisions(IEnumerable<RemoteHost> hosts, FederationMode mode)
    {
        judged = hosts.ToDictionary(h => h.Name, StringComparer.Ordinal);
        this.mode = mode;
    }

    /// <summary>Reads what was decided about some hosts.</summary>
    /// <param name="db">Where.</param>
    /// <param name="hosts">In ASCII and lower case, with their ports if they have one.</param>
    /// <param name="mode">What holds for all others.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<HostDecisions> AboutAsync(
        WeftDb db,
        IEnumerable<string> hosts,
        FederationMode mode,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        string[] names = [.. hosts.SelectMany(HostName.Above).Distinct()];
        return new HostDecisions(await Judged(db).Where(h => names.Contains(h.Name)).ToListAsync(cancellation), mode);
    }

    /// <summary>Reads all that was decided.</summary>
    public static async Task<HostDecisions> AllAsync(WeftDb db, FederationMode mode, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return new HostDecisions(await Judged(db).ToListAsync(cancellation), mode);
    }

    /// <summary>What holds for a host.</summary>
    public HostDecision Of(string host)
    {
        HostPolicy policy = HostPolicy.Normal;
        (bool media, bool reports) = (false, false);
        foreach (string name in HostName.Above(host))
        {
            if (!judged.TryGetValue(name, out RemoteHost? said))
            {
                continue;
            }

            (media, reports) = (media || said.RejectMedia, reports || said.RejectReports);
            if (said.Policy != HostPolicy.Normal)
            {
                policy = said.Policy;
                break;
            }
        }

        return new HostDecision(
            policy switch
            {
                HostPolicy.Allowed => HostPolicy.Normal,
                HostPolicy.Normal when mode.AllowListOnly => HostPolicy.Suspended,
                _ => policy,
            },
            media,
            reports
        );
    }

    /// <summary>How an account stands that is known by several hosts, that of its handle and that of its id: by the strictest.</summary>
    public HostPolicy StandingOf(params IEnumerable<string?> hosts) =>
        hosts.OfType<string>().Select(host => Of(host).Policy).DefaultIfEmpty(HostPolicy.Normal).Max();

    private static IQueryable<RemoteHost> Judged(WeftDb db) =>
        db.RemoteHosts.AsNoTracking().Where(h => h.Policy != HostPolicy.Normal || h.RejectMedia || h.RejectReports);
}

/// <summary>Something else holds for other servers: whoever keeps what depends on it reads it anew.</summary>
public sealed record HostsJudged : WeftEvent;

/// <summary>Somebody shut out a whole server, or takes that back: what that person sees is read anew.</summary>
/// <param name="AccountId">Who.</param>
public sealed record DomainBlockChanged(long AccountId) : WeftEvent;
