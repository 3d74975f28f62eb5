using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>An app that may act for somebody.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">As it gave it.</param>
/// <param name="Since">When it was first let in.</param>
/// <param name="LastUsedAt">To the day or so; null for never.</param>
public sealed record AppAccess(long Id, string Name, DateTimeOffset Since, DateTimeOffset? LastUsedAt);

/// <summary>Reads where somebody is logged in and which apps act for them.</summary>
internal sealed class AccessReader(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>More are not shown; ending all others ends these too.</summary>
    private const int MaxShown = 100;

    /// <summary>The browsers, the one last used first.</summary>
    public async Task<IReadOnlyList<Session>> SessionsAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Sessions.Where(s => s.AccountId == accountId)
            .OrderByDescending(s => s.LastSeenAt)
            .ThenByDescending(s => s.Id)
            .Take(MaxShown)
            .ToListAsync(cancellation);
    }

    /// <summary>The apps, by name.</summary>
    public async Task<IReadOnlyList<AppAccess>> AppsAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var tokens = await db
            .AccessTokens.Where(t => t.AccountId == accountId && t.RevokedAt == null)
            .Join(
                db.Apps,
                t => t.AppId,
                a => a.Id,
                (t, a) =>
                    new
                    {
                        t.AppId,
                        a.Name,
                        t.CreatedAt,
                        t.LastUsedAt,
                    }
            )
            .ToListAsync(cancellation);
        return
        [
            .. tokens
                .GroupBy(t => (t.AppId, t.Name))
                .Select(g => new AppAccess(g.Key.AppId, g.Key.Name, g.Min(t => t.CreatedAt), g.Max(t => t.LastUsedAt)))
                .OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(a => a.Id)
                .Take(MaxShown),
        ];
    }

    /// <summary>How somebody gets in; null when they are gone.</summary>
    public async Task<Login?> LoginAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Logins.FirstOrDefaultAsync(l => l.AccountId == accountId, cancellation);
    }
}
