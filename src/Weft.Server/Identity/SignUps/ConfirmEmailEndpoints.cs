using Weft.Core;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Mail;
using Weft.Server.Identity.People;
using Weft.Server.Web.Pages.Gate;

namespace Weft.Server.Identity.SignUps;

/// <summary><c>/confirm-email</c>: a link in a mail leads to a button, since programs that look after mail open links too.</summary>
internal static class ConfirmEmailEndpoints
{
    public static void MapConfirmEmail(this RouteGroupBuilder gate)
    {
        gate.MapGet("/confirm-email", Show);
        gate.MapPost("/confirm-email", ConfirmAsync);
    }

    private static IResult Show(string? token, MailLinks links) =>
        links.ReadConfirm(token ?? "") is SignedLink link
            ? GatePages.Show<TokenPage>(
                new
                {
                    Title = "Is this your address?",
                    Sentence = link.About,
                    Action = "/confirm-email",
                    Token = token!,
                    Word = "Yes, confirm it",
                }
            )
            : Void();

    private static async Task<IResult> ConfirmAsync(HttpContext context, MailLinks links, ConfirmEmailHandler confirm)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (links.ReadConfirm(form.Text("token")) is not SignedLink link)
        {
            return Void();
        }

        Outcome<Standing> confirmed = await confirm.RunAsync(new ConfirmEmail(link.AccountId, link.About), context.RequestAborted);
        return !confirmed.Succeeded ? Void()
            : confirmed.Value == Standing.Pending ? NoticePage.AwaitApproval()
            : NoticePage.Show("Your address is confirmed", "You can log in now.", "/login", "Log in");
    }

    private static IResult Void() =>
        NoticePage.Show("This link is too old", "Log in, and we send you a new one.", "/login", "Log in", StatusCodes.Status400BadRequest);
}
