using Weft.Core;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Sessions;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>Where somebody is logged in, and which apps act for them; each can be ended.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this RouteGroupBuilder settings)
    {
        settings.MapGet(
            "/sessions",
            async (Caller caller, AccessReader access, CancellationToken cancellation) =>
                PageResults.Page<SessionsPage>(new { Sessions = await access.SessionsAsync(caller.Me, cancellation) })
        );
        settings.MapPost("/sessions/end-others", EndOthersAsync);
        settings.MapPost("/sessions/{session:long}/end", EndAsync);
        settings.MapGet(
            "/apps",
            async (Caller caller, AccessReader access, CancellationToken cancellation) =>
                PageResults.Page<AppsPage>(new { Apps = await access.AppsAsync(caller.Me, cancellation) })
        );
        settings.MapPost("/apps/{app:long}/revoke", RevokeAsync);
    }

    private static async Task<IResult> EndOthersAsync(Caller caller, EndOtherSessionsHandler end, CancellationToken cancellation)
    {
        await end.RunAsync(new EndOtherSessions(caller.Me, caller.CredentialId), cancellation);
        return PageResults.GoTo("/settings/sessions");
    }

    private static async Task<IResult> EndAsync(long session, Caller caller, EndSessionHandler end, CancellationToken cancellation) =>
        After((await end.RunAsync(new EndSession(caller.Me, session), cancellation)).Refusal, "/settings/sessions");

    private static async Task<IResult> RevokeAsync(long app, Caller caller, RevokeAppHandler revoke, CancellationToken cancellation) =>
        After((await revoke.RunAsync(new RevokeApp(caller.Me, app), cancellation)).Refusal, "/settings/apps");

    /// <summary>What is gone already needs no other answer.</summary>
    private static IResult After(Refusal? refusal, string list) =>
        refusal is null or Refusal.NotFound ? PageResults.GoTo(list) : PageResults.Refused(refusal);
}
