using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.OAuth;

/// <summary>Writes down that somebody allows an app, and makes the code that the app exchanges for a token.</summary>
/// <param name="AccountId">Who allows.</param>
/// <param name="Request">What is allowed; checked before.</param>
internal sealed record IssueCode(long AccountId, AuthorizeRequest Request);

/// <summary>Does <see cref="IssueCode"/>.</summary>
internal sealed class IssueCodeHandler(IWriter writer)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>The code. Refused for an account that is gone.</summary>
    public Task<Outcome<string>> RunAsync(IssueCode issue, CancellationToken cancellation)
    {
        string code = Secret.New();
        return writer.RunAsync<string>(
            async work =>
            {
                if (!await work.Db.Logins.AnyAsync(l => l.AccountId == issue.AccountId, cancellation))
                {
                    return Refused.NotFound;
                }

                work.Db.AuthorizationCodes.Add(
                    new AuthorizationCode
                    {
                        Hash = Secret.Hash(code),
                        AppId = issue.Request.App.Id,
                        AccountId = issue.AccountId,
                        Shard = SnowflakeId.ShardOf(issue.AccountId),
                        RedirectUri = issue.Request.RedirectUri,
                        Scopes = issue.Request.Scopes.ToString(),
                        Challenge = issue.Request.Challenge,
                        ExpiresAt = work.Now + Life,
                    }
                );
                return code;
            },
            cancellation
        );
    }
}
