using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Weft.Server.Identity.Passkeys;

/// <summary>What the server has to remember between asking a browser for a passkey and its answer: in a cookie, sealed, for five minutes.</summary>
internal sealed class PasskeyCeremony(IDataProtectionProvider protection)
{
    private const string Cookie = "weft_passkey";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("passkey").ToTimeLimitedDataProtector();

    /// <summary>Keeps the state of what was asked.</summary>
    public void Keep(HttpContext context, string state) =>
        context.Response.Cookies.Append(Cookie, seal.Protect(state, Life), Options(context, Life));

    /// <summary>The state, which is gone from the browser then; null when there is none, or it is too old.</summary>
    public string? Take(HttpContext context)
    {
        string? sealedState = context.Request.Cookies[Cookie];
        context.Response.Cookies.Delete(Cookie, Options(context, null));
        try
        {
            return sealedState is null ? null : seal.Unprotect(sealedState);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = life,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
        };
}
