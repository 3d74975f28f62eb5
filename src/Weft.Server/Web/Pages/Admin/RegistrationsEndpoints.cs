using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Mail;
using Weft.Server.Identity.People;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Admin;

/// <summary>Who waits to be let in, and the answer. Does not exist for those who do not moderate.</summary>
internal static class RegistrationsEndpoints
{
    private const int PageSize = 40;

    public static void MapRegistrations(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder registrations = pages.MapGroup("/admin/registrations").RequireAuthorization();
        registrations.MapGet("", ShowAsync);
        registrations.MapPost("/{account:long}", AnswerAsync);
    }

    private static async Task<IResult> ShowAsync(
        long? max_id,
        Caller caller,
        WaitingRegistrations registrations,
        CancellationToken cancellation
    ) =>
        caller.Role >= Role.Moderator
            ? PageResults.Page<RegistrationsPage>(
                new { Waiting = await registrations.ReadAsync(TimelineEndpoints.Part(max_id, PageSize), cancellation) }
            )
            : PageResults.NotFound();

    private static async Task<IResult> AnswerAsync(
        long account,
        bool approve,
        HttpContext context,
        Caller caller,
        ApproveRegistrationHandler let,
        RejectRegistrationHandler reject,
        IDbContextFactory<WeftDb> contexts,
        Letters letters,
        CancellationToken cancellation
    )
    {
        if (caller.Role < Role.Moderator)
        {
            return PageResults.NotFound();
        }

        Outcome<bool> outcome = approve
            ? await let.RunAsync(new ApproveRegistration(caller.Me, account), cancellation)
            : await reject.RunAsync(new RejectRegistration(caller.Me, account), cancellation);
        if (approve && outcome is { Succeeded: true, Value: true })
        {
            await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
            if (await FindPerson.FindAsync(db, account, cancellation) is { } person)
            {
                letters.Welcome(person.Username, person.Login.Email);
            }
        }

        // Somebody else may have answered meanwhile: the list shows how it is.
        return outcome.Refusal is null or Refusal.NotFound
            ? PageResults.Done(context, "/admin/registrations")
            : PageResults.Refused(outcome.Refusal);
    }
}
