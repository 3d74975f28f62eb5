using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.People;
using Weft.Server.Identity.Sessions;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Gate;
using Weft.Server.Web.Pages.Settings.Account;

namespace Weft.Server.Identity.Settings;

/// <summary>The password, and the end of the account: <c>/settings/account</c>.</summary>
internal static class AccountSettingsEndpoints
{
    public static void MapAccountSettings(this RouteGroupBuilder settings)
    {
        settings.MapGet("/settings/account", ShowAsync);
        settings.MapPost("/settings/account/password", ChangePasswordAsync);
        settings.MapGet("/settings/account/delete", () => PageResults.Page<DeleteAccountPage>(new { }));
        settings.MapPost("/settings/account/delete", DeleteAsync);
    }

    private static async Task<IResult> ShowAsync(
        bool? saved,
        Caller caller,
        IDbContextFactory<WeftDb> contexts,
        CancellationToken cancellation
    ) => await PageAsync(contexts, caller, saved == true, [], cancellation);

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context,
        Caller caller,
        CheckPasswordHandler check,
        SetPasswordHandler set,
        IDbContextFactory<WeftDb> contexts
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        Outcome<Person> person = await check.RunAsync(caller.Me, form.Text("current"), context.RequestAborted);
        if (!person.Succeeded)
        {
            return await PageAsync(contexts, caller, false, [WrongPassword("current")], context.RequestAborted);
        }

        SetPassword wanted = new(caller.Me, form.Text("password"))
        {
            KeepSession = caller.CredentialId,
            RevokeApps = form.Text("apps").Length > 0,
            Stamp = person.Value.Login.SecurityStamp,
        };
        Outcome<bool> changed = await set.RunAsync(wanted, context.RequestAborted);
        return changed.Refusal switch
        {
            null => PageResults.GoTo("/settings/account?saved=true"),
            Refusal.Invalid invalid => await PageAsync(contexts, caller, false, invalid.Faults, context.RequestAborted),
            Refusal refusal => PageResults.Refused(refusal),
        };
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        Caller caller,
        CheckPasswordHandler check,
        DeleteAccountHandler delete,
        SessionCookie cookie
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        Outcome<Person> person = await check.RunAsync(caller.Me, form.Text("current"), context.RequestAborted);
        if (!person.Succeeded)
        {
            return WithStatus(PageResults.Page<DeleteAccountPage>(new { Fault = PageResults.Sentence(WrongPassword("password")) }));
        }

        await delete.RunAsync(new DeleteAccount(caller.Me), context.RequestAborted);
        cookie.Clear(context.Response);
        return NoticePage.Show("Your account is gone", "With all that you posted. Nobody else will get its name. Farewell.");
    }

    private static async Task<IResult> PageAsync(
        IDbContextFactory<WeftDb> contexts,
        Caller caller,
        bool saved,
        IReadOnlyList<FieldFault> faults,
        CancellationToken cancellation
    )
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        Person? person = await FindPerson.FindAsync(db, caller.Me, cancellation);
        RazorComponentResult page = PageResults.Page<AccountPage>(
            new
            {
                Email = person?.Login.Email ?? "",
                Saved = saved,
                Faults = faults,
            }
        );
        return faults.Count > 0 ? WithStatus(page) : page;
    }

    private static FieldFault WrongPassword(string field) =>
        new(field, "invalid", "is wrong. After ten wrong tries in a row we wait for a quarter of an hour");

    private static RazorComponentResult WithStatus(RazorComponentResult page)
    {
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
