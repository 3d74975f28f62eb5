using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.OAuth;

/// <summary>Whether somebody has allowed an app already what it asks for now.</summary>
internal static class PriorGrant
{
    /// <summary>True when a token that still works covers all of it.</summary>
    public static async Task<bool> ExistsAsync(WeftDb db, long accountId, AuthorizeRequest request, CancellationToken cancellation)
    {
        List<string> granted = await db
            .AccessTokens.Where(t => t.AccountId == accountId && t.AppId == request.App.Id && t.RevokedAt == null)
            .Select(t => t.Scopes)
            .Distinct()
            .Take(100)
            .ToListAsync(cancellation);
        return granted.Any(scopes => ScopeSet.Stored(scopes).Covers(request.Scopes));
    }
}
