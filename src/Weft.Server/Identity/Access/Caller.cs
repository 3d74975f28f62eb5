using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Weft.Core.Accounts.Access;

namespace Weft.Server.Identity.Access;

/// <summary>
/// Who sent a request: an app's token (for a person or for the app alone) or a person's browser session. Endpoints take
/// it as a parameter: <c>Caller</c> where the endpoint asks for one, <c>Caller?</c> where nobody need be there.
/// </summary>
/// <param name="CredentialId">The id of the access token or session.</param>
/// <param name="AppId">The app that holds the token; null for a session.</param>
/// <param name="AccountId">For whom it acts; null for an app alone.</param>
/// <param name="Scopes">What it may do; everything for a session.</param>
/// <param name="Standing">Whether the account may act yet.</param>
/// <param name="Role">What the person may do beyond the own account.</param>
internal sealed record Caller(long CredentialId, long? AppId, long? AccountId, ScopeSet Scopes, Standing Standing, Role Role)
{
    private AuthenticationTicket? ticket;

    /// <summary>The account, behind an endpoint that asks for a person.</summary>
    /// <exception cref="InvalidOperationException">An app alone: the endpoint lacks <c>RequireScope</c> or <c>RequireUser</c>.</exception>
    public long Me => AccountId ?? throw new InvalidOperationException("The endpoint asks for no person, but needs one.");

    /// <summary>True for a browser session.</summary>
    public bool IsSession => AppId is null;

    /// <summary>For endpoints' parameters.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(context.Caller);

    /// <summary>The same ticket for each request, since callers are cached.</summary>
    internal AuthenticationTicket Ticket(string scheme) =>
        ticket ??= new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(Claims(), scheme, ClaimTypes.NameIdentifier, ClaimTypes.Role)),
            scheme
        );

    private IEnumerable<Claim> Claims()
    {
        if (AccountId is long id)
        {
            yield return new Claim(ClaimTypes.NameIdentifier, id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            yield return new Claim(ClaimTypes.Role, Role.ToString());
        }
    }
}

/// <summary>Whether an account may act.</summary>
internal enum Standing
{
    /// <summary>Yes; also for an app alone.</summary>
    Active,

    /// <summary>Its e-mail address awaits confirmation.</summary>
    Unconfirmed,

    /// <summary>A moderator has to let it in.</summary>
    Pending,
}

/// <summary>The caller of a request.</summary>
internal static class CallerOfRequest
{
    extension(HttpContext context)
    {
        /// <summary>Who sent the request; null for nobody.</summary>
        public Caller? Caller
        {
            get => context.Features.Get<Caller>();
            set => context.Features.Set(value);
        }
    }
}
