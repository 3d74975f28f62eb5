using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Apps;

/// <summary>Reads which apps somebody has allowed to act for them.</summary>
internal sealed class AllowedApps(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>Tokens looked at; several of one app are one entry.</summary>
    private const int MaxTokens = 500;

    /// <summary>The apps, the newest permission first.</summary>
    public async Task<IReadOnlyList<AllowedApp>> ReadAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var tokens = await (
            from token in db.AccessTokens
            where token.AccountId == accountId && token.RevokedAt == null
            join app in db.Apps on token.AppId equals app.Id
            orderby token.Id descending
            select new
            {
                token.AppId,
                app.Name,
                app.Website,
                token.Scopes,
                token.CreatedAt,
                token.LastUsedAt,
            }
        )
            .Take(MaxTokens)
            .ToListAsync(cancellation);
        return
        [
            .. tokens
                .GroupBy(t => t.AppId)
                .Select(app => new AllowedApp(
                    app.Key,
                    app.First().Name,
                    app.First().Website,
                    ScopeSet.Stored(string.Join(' ', app.SelectMany(t => t.Scopes.Split(' ')).Distinct())).Names,
                    app.Min(t => t.CreatedAt),
                    app.Max(t => t.LastUsedAt)
                )),
        ];
    }
}

/// <summary>An app that may act for somebody.</summary>
/// <param name="Id">The app.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Website">Its page; null for none.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Since">When it was first allowed.</param>
/// <param name="LastUsedAt">When it last did something, to the day or so; null for never.</param>
public sealed record AllowedApp(
    long Id,
    string Name,
    string? Website,
    IReadOnlyList<string> Scopes,
    DateTimeOffset Since,
    DateTimeOffset? LastUsedAt
);
