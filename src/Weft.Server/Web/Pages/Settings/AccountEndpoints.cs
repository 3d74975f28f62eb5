using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.Sessions;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>The password, and the end of an account. Both ask for the password again: a browser left open is not enough.</summary>
internal static class AccountEndpoints
{
    private const string Wrong = "That is not your password.";
    private const string TooOften = "That was too often. Wait a few minutes, then try again.";

    public static void MapAccount(this RouteGroupBuilder settings)
    {
        settings.MapGet("/account", ShowAsync);
        settings.MapPost("/account/password", ChangePasswordAsync);
        settings.MapPost("/account/delete", DeleteAsync);
    }

    private static async Task<IResult> ShowAsync(bool? saved, Caller caller, AccessReader access, CancellationToken cancellation) =>
        await access.LoginAsync(caller.Me, cancellation) is { } login
            ? PageResults.Page<AccountPage>(new { login.Email, Saved = saved == true })
            : PageResults.NotFound();

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context,
        Caller caller,
        AccessReader access,
        RateLimits limits,
        Passwords passwords,
        SetPasswordHandler set,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellation);
        if (await access.LoginAsync(caller.Me, cancellation) is not { } login)
        {
            return PageResults.NotFound();
        }

        if (Check(context, form, login, limits, passwords) is string fault)
        {
            return Again(new { login.Email, CurrentFault = fault });
        }

        Outcome<bool> outcome = await set.RunAsync(
            new SetPassword(caller.Me, form["password"].ToString()) { KeepSession = caller.CredentialId, Stamp = login.SecurityStamp },
            cancellation
        );
        return outcome.Refusal switch
        {
            null => PageResults.GoTo("/settings/account?saved=true"),
            Refusal.Invalid invalid => Again(new { login.Email, PasswordFault = PageResults.Sentence(invalid.Faults[0]) }),
            Refusal refusal => PageResults.Refused(refusal),
        };
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        Caller caller,
        AccessReader access,
        RateLimits limits,
        Passwords passwords,
        DeleteAccountHandler delete,
        SessionCookie cookie,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellation);
        if (await access.LoginAsync(caller.Me, cancellation) is not { } login)
        {
            return PageResults.NotFound();
        }

        if (Check(context, form, login, limits, passwords) is string fault)
        {
            return Again(new { login.Email, DeleteFault = fault });
        }

        Outcome<bool> outcome = await delete.RunAsync(new DeleteAccount(caller.Me), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return PageResults.Refused(refusal);
        }

        cookie.Clear(context.Response);
        return PageResults.GoTo("/");
    }

    /// <summary>What is wrong with the password that was given as the present one; null for nothing. Counted as log-ins are.</summary>
    private static string? Check(HttpContext context, IFormCollection form, Login login, RateLimits limits, Passwords passwords) =>
        !limits.TryTake(RateLimit.LogInFrom, context) ? TooOften
        : passwords.Matches(login.PasswordHash, form["current"].ToString()) ? null
        : Wrong;

    private static RazorComponentResult Again(object model)
    {
        RazorComponentResult page = PageResults.Page<AccountPage>(model);
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
