using System.Globalization;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Accounts.Invitations;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Admin;

/// <summary>Links by which people may sign up. Does not exist for those who do not moderate.</summary>
internal static class InvitationsEndpoints
{
    private const string Path = "/admin/invitations";
    private const int PageSize = 40;

    public static void MapInvitations(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder invitations = pages.MapGroup(Path).RequireAuthorization();
        invitations.MapGet("", ShowAsync);
        invitations.MapPost("", MakeAsync);
        invitations.MapPost("/{invitation:long}/revoke", RevokeAsync);
    }

    private static async Task<IResult> ShowAsync(
        long? max_id,
        Caller caller,
        InvitationReader invitations,
        WeftOptions options,
        CancellationToken cancellation
    ) =>
        caller.Role >= Role.Moderator
            ? PageResults.Page<InvitationsPage>(
                new
                {
                    Invitations = await invitations.ReadAsync(TimelineEndpoints.Part(max_id, PageSize), cancellation),
                    options.Registration,
                }
            )
            : PageResults.NotFound();

    private static async Task<IResult> MakeAsync(HttpContext context, Caller caller, MakeInvitationHandler make)
    {
        if (caller.Role < Role.Moderator)
        {
            return PageResults.NotFound();
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        MakeInvitation wanted = new(caller.Me, Number(form.Text("uses")), Number(form.Text("days")));
        Outcome<string> made = await make.RunAsync(wanted, context.RequestAborted);
        return made.Succeeded ? PageResults.GoTo(Path) : PageResults.Refused(made.Refusal);
    }

    private static async Task<IResult> RevokeAsync(
        long invitation,
        Caller caller,
        RevokeInvitationHandler revoke,
        CancellationToken cancellation
    )
    {
        if (caller.Role < Role.Moderator)
        {
            return PageResults.NotFound();
        }

        Outcome<bool> revoked = await revoke.RunAsync(new RevokeInvitation(caller.Me, invitation), cancellation);
        return revoked.Succeeded ? PageResults.GoTo(Path) : PageResults.Refused(revoked.Refusal);
    }

    /// <summary>What is no number is out of every range.</summary>
    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
