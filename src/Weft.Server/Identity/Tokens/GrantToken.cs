using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Tokens;

/// <summary>Gives an app a token. Whether it may have it is decided before.</summary>
/// <param name="AppId">Which app.</param>
/// <param name="AccountId">For whom it acts; null for the app alone.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record GrantToken(long AppId, long? AccountId, ScopeSet Scopes);

/// <summary>Does <see cref="GrantToken"/>.</summary>
internal sealed class GrantTokenHandler(IWriter writer)
{
    /// <summary>The token. Refused for an account that is gone.</summary>
    public Task<Outcome<GrantedToken>> RunAsync(GrantToken grant, CancellationToken cancellation) =>
        writer.RunAsync(work => InAsync(work, grant, cancellation), cancellation);

    /// <summary>The same inside another command.</summary>
    internal static async Task<Outcome<GrantedToken>> InAsync(Work work, GrantToken grant, CancellationToken cancellation)
    {
        if (grant.AccountId is long account && !await work.Db.Logins.AnyAsync(l => l.AccountId == account, cancellation))
        {
            return Refused.NotFound;
        }

        string token = Secret.New();
        int shard = SnowflakeId.ShardOf(grant.AccountId ?? grant.AppId);
        work.Db.AccessTokens.Add(
            new AccessToken
            {
                Id = work.Ids.Next(shard),
                Shard = shard,
                Hash = Secret.Hash(token),
                AppId = grant.AppId,
                AccountId = grant.AccountId,
                Scopes = grant.Scopes.ToString(),
                CreatedAt = work.Now,
            }
        );
        return new GrantedToken(token, grant.Scopes, work.Now);
    }
}

/// <summary>A token, once in clear.</summary>
/// <param name="Token">To be handed to the app and kept nowhere.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record GrantedToken(string Token, ScopeSet Scopes, DateTimeOffset CreatedAt);
