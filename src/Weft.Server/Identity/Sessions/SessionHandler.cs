using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Sessions;

/// <summary>Authentication by the page's cookie. Who is not logged in and has to be is sent to <c>/login</c> and back.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SessionLookup sessions,
    SessionCookie cookie
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? key = cookie.Read(Request);
        if (key is null || await sessions.FindAsync(key, Context.RequestAborted) is not Caller caller)
        {
            return AuthenticateResult.NoResult();
        }

        Context.Caller = caller;
        return AuthenticateResult.Success(caller.Ticket(Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // What was posted is lost by a log-in; the page that it was posted from is where to go on.
        string back = HttpMethods.IsGet(Request.Method) ? Request.Path + Request.QueryString : "/";
        Response.Redirect("/login?next=" + Uri.EscapeDataString(back));
        return Task.CompletedTask;
    }
}
