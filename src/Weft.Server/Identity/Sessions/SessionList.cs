using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Sessions;

/// <summary>Reads where somebody is logged in.</summary>
internal sealed class SessionList(IDbContextFactory<WeftDb> contexts, TimeProvider clock)
{
    private const int MaxShown = 100;

    /// <summary>The browsers, the one used last first.</summary>
    public async Task<IReadOnlyList<SessionModel>> ReadAsync(long accountId, CancellationToken cancellation)
    {
        DateTimeOffset alive = clock.GetUtcNow() - SessionCookie.Life;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Sessions.Where(s => s.AccountId == accountId && s.LastSeenAt > alive)
            .OrderByDescending(s => s.LastSeenAt)
            .ThenByDescending(s => s.Id)
            .Take(MaxShown)
            .Select(s => new SessionModel(s.Id, s.UserAgent, s.Address, s.CreatedAt, s.LastSeenAt))
            .ToListAsync(cancellation);
    }
}

/// <summary>A browser that is logged in.</summary>
/// <param name="Id">The session.</param>
/// <param name="UserAgent">What it says of itself.</param>
/// <param name="Address">The network address at log-in.</param>
/// <param name="CreatedAt">When the person logged in.</param>
/// <param name="LastSeenAt">When it was last used, to the hour or so.</param>
public sealed record SessionModel(long Id, string UserAgent, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt)
{
    /// <summary>Browser and system, such as "Firefox on Linux".</summary>
    public string Name => $"{Find(Browsers) ?? "A browser"}{(Find(Systems) is string system ? " on " + system : "")}";

    // In this order, since most name their ancestors too.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];

    private string? Find((string Mark, string Name)[] known) =>
        known.FirstOrDefault(k => UserAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
