using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity.OAuth;

/// <summary>Exchanges a code for a token.</summary>
/// <param name="AppId">Which app asks; it has proved its secret if it sent one.</param>
/// <param name="ProvedSecret">Whether it sent one.</param>
/// <param name="Code">The code.</param>
/// <param name="RedirectUri">As in the request for the code, byte for byte.</param>
/// <param name="Verifier">What the challenge was made of; null when there was none.</param>
internal sealed record RedeemCode(long AppId, bool ProvedSecret, string Code, string RedirectUri, string? Verifier);

/// <summary>Does <see cref="RedeemCode"/>.</summary>
internal sealed class RedeemCodeHandler(IWriter writer)
{
    private const int MinVerifier = 43;
    private const int MaxVerifier = 128;

    /// <summary>The token. Refused, always alike, when anything does not fit; then the code still waits for who can redeem it.</summary>
    public Task<Outcome<GrantedToken>> RunAsync(RedeemCode redeem, CancellationToken cancellation)
    {
        byte[] hash = Secret.Hash(redeem.Code);
        return writer.RunAsync(
            async work =>
            {
                AuthorizationCode? code = await work
                    .Db.AuthorizationCodes.AsNoTracking()
                    .FirstOrDefaultAsync(
                        c => c.Hash == hash && c.AppId == redeem.AppId && c.RedirectUri == redeem.RedirectUri && c.ExpiresAt > work.Now,
                        cancellation
                    );
                if (code is null || !IsProved(code.Challenge, redeem))
                {
                    return Refused.NotFound;
                }

                // Taken by one statement: of two requests at once only one removes it.
                int taken = await work.Db.AuthorizationCodes.Where(c => c.Hash == hash).ExecuteDeleteAsync(cancellation);
                return taken == 1
                    ? await GrantTokenHandler.InAsync(
                        work,
                        new GrantToken(redeem.AppId, code.AccountId, ScopeSet.Stored(code.Scopes)),
                        cancellation
                    )
                    : Refused.NotFound;
            },
            cancellation
        );
    }

    /// <summary>
    /// With a challenge the verifier has to fit. Without one there must be no verifier (somebody may have taken the
    /// challenge out on the way), and the secret is needed.
    /// </summary>
    private static bool IsProved(string? challenge, RedeemCode redeem)
    {
        if (challenge is null)
        {
            return redeem.Verifier is null && redeem.ProvedSecret;
        }

        if (redeem.Verifier is not { Length: >= MinVerifier and <= MaxVerifier } verifier)
        {
            return false;
        }

        string made = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(made), Encoding.UTF8.GetBytes(challenge));
    }
}
