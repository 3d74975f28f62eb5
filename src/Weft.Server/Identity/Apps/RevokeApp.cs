using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Apps;

/// <summary>Takes an app's access to somebody's account away: all its tokens, and codes not yet redeemed.</summary>
/// <param name="AccountId">Whose account.</param>
/// <param name="AppId">Which app.</param>
internal sealed record RevokeApp(long AccountId, long AppId);

/// <summary>Does <see cref="RevokeApp"/>.</summary>
internal sealed class RevokeAppHandler(IWriter writer)
{
    /// <summary>How many tokens were revoked. Refused when the app has no access.</summary>
    public Task<Outcome<int>> RunAsync(RevokeApp revoke, CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work =>
            {
                await work
                    .Db.AuthorizationCodes.Where(c => c.AccountId == revoke.AccountId && c.AppId == revoke.AppId)
                    .ExecuteDeleteAsync(cancellation);
                int tokens = await work
                    .Db.AccessTokens.Where(t => t.AccountId == revoke.AccountId && t.AppId == revoke.AppId && t.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, work.Now), cancellation);
                if (tokens == 0)
                {
                    return Refused.NotFound;
                }

                work.Raise(new AccessRevoked(revoke.AccountId, null));
                return tokens;
            },
            cancellation
        );

    /// <summary>All apps, inside another command.</summary>
    internal static async Task AllInAsync(Work work, long accountId, CancellationToken cancellation)
    {
        await work.Db.AuthorizationCodes.Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancellation);
        await work
            .Db.AccessTokens.Where(t => t.AccountId == accountId && t.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, work.Now), cancellation);
        work.Raise(new AccessRevoked(accountId, null));
    }
}
