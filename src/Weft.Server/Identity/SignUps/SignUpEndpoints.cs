using Weft.Core;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Gate;

namespace Weft.Server.Identity.SignUps;

/// <summary><c>/signup</c></summary>
internal static class SignUpEndpoints
{
    public static void MapSignUp(this RouteGroupBuilder gate)
    {
        gate.MapGet("/signup", ShowAsync);
        gate.MapPost("/signup", SignUpAsync);
    }

    private static async Task<IResult> ShowAsync(
        string? next,
        string? invite,
        Caller? caller,
        RegisterPersonHandler handler,
        CancellationToken cancellation
    )
    {
        if (caller is not null)
        {
            return PageResults.GoTo(LocalPath.Of(next));
        }

        bool invited = await handler.IsInvitedAsync(invite ?? "", cancellation);
        return handler.IsOpen || invited
            ? Page(
                new SignUpModel
                {
                    Invitation = invited ? invite : null,
                    AsksReason = handler.AsksReason && !invited,
                    Next = LocalPath.Of(next),
                }
            )
            : Closed(handler.Closed(invite ?? ""));
    }

    private static async Task<IResult> SignUpAsync(HttpContext context, RegisterPersonHandler handler, LetIn letIn, RateLimits limits)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string invitation = form.Text(InvitationLink.Field);
        bool invited = await handler.IsInvitedAsync(invitation, context.RequestAborted);
        SignUpModel model = new()
        {
            Invitation = invited ? invitation : null,
            Username = form.Text("username"),
            Email = form.Text("email"),
            Reason = form.Text("reason"),
            AsksReason = handler.AsksReason && !invited,
            Next = LocalPath.Of(form["next"]),
        };
        if (!limits.TryTake(RateLimit.SigningUp, context))
        {
            return NoticePage.Show(
                "That was a lot at once",
                "From your network five people may sign up in half an hour. Wait a little, then try again.",
                "/signup",
                "Try again",
                StatusCodes.Status429TooManyRequests
            );
        }

        RegisterPerson register = new(model.Username, model.Email, form.Text("password"), form.Text("rules").Length > 0)
        {
            Reason = model.Reason,
            Invitation = invitation,
            Locale = Language(context.Request),
        };
        Outcome<RegisteredPerson> registered = await handler.RunAsync(register, context.RequestAborted);
        if (registered.Refusal is Refusal.Invalid { Faults: var wrong } && wrong.All(fault => fault.Code != "taken"))
        {
            // Who has to mend a field has not signed up yet; but nobody learns more than a few names and addresses that are taken.
            limits.GiveBack(RateLimit.SigningUp, context);
        }

        return registered switch
        {
            { Succeeded: false, Refusal: Refusal.Invalid invalid } => Page(model with { Faults = invalid.Faults }),
            { Succeeded: false, Refusal: Refusal.NotAllowed denied } => Closed(denied.Reason),
            { Succeeded: false } => PageResults.Refused(registered.Refusal),
            { Value.Standing: Standing.Unconfirmed } => NoticePage.CheckMail(model.Email),
            { Value.Standing: Standing.Pending } => NoticePage.AwaitApproval(),
            _ => await GoOnAsync(context, letIn, registered.Value!.AccountId, model.Next),
        };
    }

    private static async Task<IResult> GoOnAsync(HttpContext context, LetIn letIn, long accountId, string next)
    {
        await letIn.InAsync(context, accountId);
        return PageResults.GoTo(next);
    }

    /// <summary>The browser's first language; what it means for Weft is decided where texts are.</summary>
    private static string Language(HttpRequest request) => request.Headers.AcceptLanguage.ToString().Split(',', ';')[0].Trim();

    private static IResult Closed(string reason) =>
        NoticePage.Show("You can’t sign up here now", reason, status: StatusCodes.Status403Forbidden);

    private static IResult Page(SignUpModel model) =>
        GatePages.Show<SignUpPage>(
            new { Model = model },
            model.Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK
        );
}
