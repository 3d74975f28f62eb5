using Weft.Core;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Mail;
using Weft.Server.Identity.People;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Gate;

namespace Weft.Server.Identity.LogIns;

/// <summary><c>/login</c> and <c>/logout</c>.</summary>
internal static class LogInEndpoints
{
    public static void MapLogIn(this RouteGroupBuilder gate)
    {
        gate.MapGet("/login", Show);
        gate.MapPost("/login", LogInAsync);
        gate.MapPost("/logout", LogOutAsync);
    }

    /// <summary>With <c>again</c> also for those who are logged in: to come in as somebody else.</summary>
    private static IResult Show(string? next, string? again, Caller? caller) =>
        caller is not null && again is null ? PageResults.GoTo(LocalPath.Of(next)) : Page(new LogInModel { Next = LocalPath.Of(next) });

    private static async Task<IResult> LogInAsync(
        HttpContext context,
        CheckPasswordHandler check,
        LetIn letIn,
        RateLimits limits,
        Letters letters
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        LogInModel model = new() { Login = form.Text("login").Trim(), Next = LocalPath.Of(form["next"]) };
        if (
            !limits.TryTake(RateLimit.LogInFrom, context)
            || !limits.TryTake(RateLimit.LogInAs, context, model.Login.TrimStart('@').ToUpperInvariant())
        )
        {
            return Page(
                model with
                {
                    Error = "That was too often. Wait a few minutes, then try again.",
                },
                StatusCodes.Status429TooManyRequests
            );
        }

        Outcome<Person> checkedPerson = await check.RunAsync(new CheckPassword(model.Login, form.Text("password")), context.RequestAborted);
        if (!checkedPerson.Succeeded)
        {
            return Page(model with { Error = CheckPasswordHandler.Wrong }, StatusCodes.Status422UnprocessableEntity);
        }

        Person person = checkedPerson.Value;
        if (person.Login.EmailConfirmedAt is null)
        {
            if (limits.TryTake(RateLimit.MailTo, context, person.Login.Email))
            {
                letters.AskToConfirm(person.Id, person.Username, person.Login.Email);
            }

            return NoticePage.CheckMail(person.Login.Email);
        }

        if (person.Login.ApprovedAt is null)
        {
            return NoticePage.AwaitApproval();
        }

        return await letIn.InAsync(context, person.Id)
            ? PageResults.GoTo(model.Next)
            : Page(model with { Error = CheckPasswordHandler.Wrong }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, LetIn letIn)
    {
        await letIn.OutAsync(context);
        return PageResults.GoTo("/");
    }

    private static IResult Page(LogInModel model, int status = StatusCodes.Status200OK) =>
        GatePages.Show<LogInPage>(new { Model = model }, status);
}
