using Weft.Core;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Sessions;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Settings.Account;

namespace Weft.Server.Identity.Settings;

/// <summary>Where one is logged in, and what one has allowed: <c>/settings/sessions</c>, <c>/settings/apps</c>.</summary>
internal static class AccessSettingsEndpoints
{
    public static void MapAccessSettings(this RouteGroupBuilder settings)
    {
        settings.MapGet("/settings/sessions", ShowSessionsAsync);
        settings.MapPost("/settings/sessions/{id:long}/end", EndSessionAsync);
        settings.MapPost("/settings/sessions/end-others", EndOthersAsync);
        settings.MapGet("/settings/apps", ShowAppsAsync);
        settings.MapPost("/settings/apps/{id:long}/revoke", RevokeAppAsync);
    }

    private static async Task<IResult> ShowSessionsAsync(Caller caller, SessionList sessions, CancellationToken cancellation) =>
        PageResults.Page<SessionsPage>(new { Sessions = await sessions.ReadAsync(caller.Me, cancellation), Own = caller.CredentialId });

    private static async Task<IResult> EndSessionAsync(
        long id,
        HttpContext context,
        Caller caller,
        EndSessionHandler handler,
        SessionCookie cookie
    )
    {
        Outcome<bool> ended = await handler.RunAsync(new EndSession(caller.Me, id), context.RequestAborted);
        if (!ended.Succeeded)
        {
            return PageResults.Refused(ended.Refusal);
        }

        if (id == caller.CredentialId)
        {
            cookie.Clear(context.Response);
            return PageResults.GoTo("/");
        }

        return PageResults.GoTo("/settings/sessions");
    }

    private static async Task<IResult> EndOthersAsync(Caller caller, EndOtherSessionsHandler handler, CancellationToken cancellation)
    {
        await handler.RunAsync(new EndOtherSessions(caller.Me, caller.CredentialId), cancellation);
        return PageResults.GoTo("/settings/sessions");
    }

    private static async Task<IResult> ShowAppsAsync(Caller caller, AllowedApps apps, CancellationToken cancellation) =>
        PageResults.Page<AppsPage>(new { Apps = await apps.ReadAsync(caller.Me, cancellation) });

    private static async Task<IResult> RevokeAppAsync(long id, Caller caller, RevokeAppHandler handler, CancellationToken cancellation)
    {
        await handler.RunAsync(new RevokeApp(caller.Me, id), cancellation);
        return PageResults.GoTo("/settings/apps");
    }
}
