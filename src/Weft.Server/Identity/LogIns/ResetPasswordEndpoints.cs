using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Mail;
using Weft.Server.Identity.People;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Gate;

namespace Weft.Server.Identity.LogIns;

/// <summary><c>/forgot-password</c> and <c>/reset-password</c>.</summary>
internal static class ResetPasswordEndpoints
{
    public static void MapResetPassword(this RouteGroupBuilder gate)
    {
        gate.MapGet("/forgot-password", () => GatePages.Show<ForgotPasswordPage>(new { }));
        gate.MapPost("/forgot-password", SendAsync);
        gate.MapGet("/reset-password", Show);
        gate.MapPost("/reset-password", ResetAsync);
    }

    /// <summary>The same answer, and as soon, whether there is such a person or not: mail goes out by itself.</summary>
    private static async Task<IResult> SendAsync(
        HttpContext context,
        IDbContextFactory<WeftDb> contexts,
        Letters letters,
        RateLimits limits,
        WeftOptions options
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (limits.TryTake(RateLimit.MailFrom, context))
        {
            await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
            Person? person = await FindPerson.FindAsync(db, form.Text("login"), context.RequestAborted);
            if (person is not null && limits.TryTake(RateLimit.MailTo, context, person.Login.Email))
            {
                letters.OfferReset(person.Id, person.Username, person.Login.Email, person.Login.SecurityStamp);
            }
        }

        return NoticePage.Show(
            "Look into your mail",
            options.Smtp.IsConfigured
                ? "If there is an account with that name or address, a mail with a link is on its way to it."
                : "This server sends no mail. If there is an account with that name or address, whoever runs the server finds the link in its log.",
            "/login",
            "Back to log-in"
        );
    }

    private static IResult Show(string? token, MailLinks links) =>
        links.ReadReset(token ?? "") is null ? Void() : GatePages.Show<ResetPasswordPage>(new { Token = token! });

    private static async Task<IResult> ResetAsync(HttpContext context, MailLinks links, SetPasswordHandler handler)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string token = form.Text("token");
        if (links.ReadReset(token) is not SignedLink link)
        {
            return Void();
        }

        SetPassword set = new(link.AccountId, form.Text("password")) { Stamp = link.About, ConfirmsEmail = true };
        Outcome<bool> done = await handler.RunAsync(set, context.RequestAborted);
        return done.Succeeded ? NoticePage.Show("You have a new password", "Log in with it now.", "/login", "Log in")
            : done.Refusal is Refusal.Invalid invalid
                ? GatePages.Show<ResetPasswordPage>(
                    new { Token = token, Error = PageResults.Sentence(invalid.Faults[0]) },
                    StatusCodes.Status422UnprocessableEntity
                )
            : Void();
    }

    private static IResult Void() =>
        NoticePage.Show(
            "This link is too old",
            "It works for two hours, and once. Ask for a new one.",
            "/forgot-password",
            "Send a new link",
            StatusCodes.Status400BadRequest
        );
}
