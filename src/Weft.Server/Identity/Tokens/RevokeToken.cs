using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Tokens;

/// <summary>Ends a token, as the app that holds it asks.</summary>
/// <param name="Token">Which.</param>
/// <param name="ClientId">The app's <c>client_id</c>.</param>
/// <param name="ClientSecret">Its secret; null when it was not sent.</param>
internal sealed record RevokeToken(string Token, string? ClientId, string? ClientSecret);

/// <summary>Does <see cref="RevokeToken"/>.</summary>
internal sealed class RevokeTokenHandler(IWriter writer)
{
    /// <summary>
    /// False for a token that is unknown or was revoked before. Refused when the app is another one or its secret is wrong;
    /// without a secret, holding the token is proof enough to end it.
    /// </summary>
    public Task<Outcome<bool>> RunAsync(RevokeToken revoke, CancellationToken cancellation)
    {
        byte[] hash = Secret.Hash(revoke.Token);
        return writer.RunAsync<bool>(
            async work =>
            {
                AccessToken? token = await work.Db.AccessTokens.FirstOrDefaultAsync(t => t.Hash == hash, cancellation);
                if (token is null)
                {
                    return false;
                }

                ClientApp? app = await work.Db.Apps.FirstOrDefaultAsync(a => a.Id == token.AppId, cancellation);
                if (
                    app is null
                    || app.ClientId != revoke.ClientId
                    || revoke.ClientSecret is string secret && !Secret.Matches(secret, app.SecretHash)
                )
                {
                    return Refused.NotAllowed("You are not authorized to revoke this token");
                }

                if (token.RevokedAt is not null)
                {
                    return false;
                }

                token.RevokedAt = work.Now;
                work.Raise(new AccessRevoked(token.AccountId, token.Id));
                return true;
            },
            cancellation
        );
    }
}
