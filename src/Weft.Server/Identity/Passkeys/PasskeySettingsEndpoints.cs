using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Settings.Account;

namespace Weft.Server.Identity.Passkeys;

/// <summary>Adding and removing passkeys: <c>/settings/passkeys</c>.</summary>
internal static class PasskeySettingsEndpoints
{
    private const int MaxName = 60;

    public static void MapPasskeySettings(this RouteGroupBuilder settings)
    {
        settings.MapGet("/settings/passkeys", ShowAsync);
        settings.MapPost("/settings/passkeys/options", AskAsync);
        settings.MapPost("/settings/passkeys", AddAsync);
        settings.MapPost("/settings/passkeys/remove", RemoveAsync);
    }

    private static async Task<IResult> ShowAsync(Caller caller, IDbContextFactory<WeftDb> contexts, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<PasskeyModel> passkeys = await db
            .Passkeys.Where(p => p.AccountId == caller.Me)
            .OrderBy(p => p.CreatedAt)
            .ThenBy(p => p.CredentialId)
            .Take(PasskeyStore.MaxCount)
            .Select(p => new PasskeyModel(p.CredentialId, p.Name, p.CreatedAt, p.LastUsedAt))
            .ToListAsync(cancellation);
        return PageResults.Page<PasskeysPage>(new { Passkeys = passkeys });
    }

    private static async Task<IResult> AskAsync(
        HttpContext context,
        Caller caller,
        AccountReader accounts,
        IPasskeyHandler<PasskeyUser> passkeys,
        PasskeyCeremony ceremony
    )
    {
        AccountModel account =
            await accounts.FindAsync(caller.Me, context.RequestAborted)
            ?? throw new InvalidOperationException("A session without its account.");
        PasskeyCreationOptionsResult asked = await passkeys.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = account.Id.ToString(CultureInfo.InvariantCulture),
                Name = account.Username,
                DisplayName = account.DisplayName,
            },
            context
        );
        ceremony.Keep(context, asked.AttestationState ?? "");
        return Results.Content(asked.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> AddAsync(
        HttpContext context,
        Caller caller,
        IPasskeyHandler<PasskeyUser> passkeys,
        UserManager<PasskeyUser> users,
        PasskeyCeremony ceremony
    )
    {
        string? state = ceremony.Take(context);
        PasskeyRequest? request = await PasskeyLogInEndpoints.ReadAsync(context);
        PasskeyUser? user = await users.FindByIdAsync(caller.Me.ToString(CultureInfo.InvariantCulture));
        if (state is null || request is null || user is null)
        {
            return PasskeyLogInEndpoints.Refuse("Try again: that took too long.");
        }

        PasskeyAttestationResult made = await passkeys.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = context,
                CredentialJson = request.Credential.GetRawText(),
                AttestationState = state,
            }
        );
        if (!made.Succeeded || made.UserEntity.Id != user.Id)
        {
            return PasskeyLogInEndpoints.Refuse("This passkey could not be added.");
        }

        if ((await users.GetPasskeysAsync(user)).Count >= PasskeyStore.MaxCount)
        {
            return PasskeyLogInEndpoints.Refuse($"Nobody has more than {PasskeyStore.MaxCount} passkeys. Remove one first.");
        }

        string name = request.Name?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "";
        made.Passkey.Name = name.Length == 0 ? "Passkey" : name[..Math.Min(name.Length, MaxName)];
        await users.AddOrUpdatePasskeyAsync(user, made.Passkey);
        return Results.Json(new PasskeyAnswer("/settings/passkeys"), PasskeyJson.Default.PasskeyAnswer);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Caller caller, UserManager<PasskeyUser> users)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string id = form.Text("id");
        if (Base64Url.IsValid(id) && await users.FindByIdAsync(caller.Me.ToString(CultureInfo.InvariantCulture)) is PasskeyUser user)
        {
            await users.RemovePasskeyAsync(user, Base64Url.DecodeFromChars(id));
        }

        return PageResults.GoTo("/settings/passkeys");
    }
}
