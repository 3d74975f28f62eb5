using Weft.Core;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Sessions;

namespace Weft.Server.Identity.LogIns;

/// <summary>Logs the browser of a request in or out.</summary>
internal sealed class LetIn(OpenSessionHandler open, EndSessionHandler end, SessionCookie cookie)
{
    /// <summary>Logs it in; who was logged in there before is logged out.</summary>
    /// <returns>False when the account has gone meanwhile.</returns>
    public async Task<bool> InAsync(HttpContext context, long accountId)
    {
        await EndAsync(context);
        OpenSession session = new(
            accountId,
            context.Request.Headers.UserAgent.ToString(),
            context.Connection.RemoteIpAddress?.ToString() ?? ""
        );
        Outcome<string> key = await open.RunAsync(session, context.RequestAborted);
        if (key.Succeeded)
        {
            cookie.Write(context.Response, key.Value);
        }

        return key.Succeeded;
    }

    /// <summary>Logs it out.</summary>
    public async Task OutAsync(HttpContext context)
    {
        await EndAsync(context);
        cookie.Clear(context.Response);
    }

    private async Task EndAsync(HttpContext context)
    {
        if (context.Caller is { IsSession: true } caller)
        {
            await end.RunAsync(new EndSession(caller.Me, caller.CredentialId), context.RequestAborted);
        }
    }
}
