using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Sessions;

/// <summary>Logs a browser in. Whether the person may be let in is decided before.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="UserAgent">What the browser says of itself.</param>
/// <param name="Address">The network address.</param>
internal sealed record OpenSession(long AccountId, string UserAgent, string Address);

/// <summary>Does <see cref="OpenSession"/>.</summary>
internal sealed class OpenSessionHandler(IWriter writer)
{
    private const int MaxUserAgent = 255;

    /// <summary>The key for the cookie. Refused for an account that is gone.</summary>
    public async Task<Outcome<string>> RunAsync(OpenSession open, CancellationToken cancellation)
    {
        string key = Secret.New();
        string userAgent = open.UserAgent.Length > MaxUserAgent ? open.UserAgent[..MaxUserAgent] : open.UserAgent;
        return await writer.RunAsync<string>(
            async work =>
            {
                int shard = SnowflakeId.ShardOf(open.AccountId);
                if (!await work.Db.Logins.AnyAsync(l => l.AccountId == open.AccountId, cancellation))
                {
                    return Refused.NotFound;
                }

                work.Db.Sessions.Add(
                    new Session
                    {
                        Id = work.Ids.Next(shard),
                        Shard = shard,
                        AccountId = open.AccountId,
                        KeyHash = Secret.Hash(key),
                        CreatedAt = work.Now,
                        LastSeenAt = work.Now,
                        UserAgent = userAgent,
                        Address = open.Address,
                    }
                );
                return key;
            },
            cancellation
        );
    }
}
