using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Api.Binding;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Mail;
using Weft.Server.Identity.OAuth;
using Weft.Server.Identity.People;
using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity.SignUps;

/// <summary>Signing up in an app: <c>POST /api/v1/accounts</c> and <c>/api/v1/emails/confirmations</c>.</summary>
internal static class AccountsApi
{
    public static void MapSignUpApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/accounts", SignUpAsync).RequireToken("write:accounts").LimitRate(RateLimit.SigningUp);
        routes.MapPost("/api/v1/emails/confirmations", ConfirmAgainAsync).RequireScope("write:accounts").AllowWaiting();
    }

    private static async Task SignUpAsync(
        HttpContext context,
        Caller caller,
        RegisterPersonHandler handler,
        GrantTokenHandler grant,
        IDbContextFactory<WeftDb> contexts
    )
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        RegisterPerson register = new(
            fields.Text("username") ?? "",
            fields.Text("email") ?? "",
            fields.Text("password") ?? "",
            fields.Flag("agreement") ?? false
        )
        {
            Reason = fields.Text("reason") ?? "",
            Invitation = fields.Text("invite_code") ?? "",
            Locale = fields.Text("locale") ?? "en",
        };
        Outcome<RegisteredPerson> registered = await handler.RunAsync(register, context.RequestAborted);
        if (registered.Succeeded)
        {
            await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
            ClientApp app = await db.Apps.FirstAsync(a => a.Id == caller.AppId, context.RequestAborted);
            GrantToken wanted = new(app.Id, registered.Value.AccountId, ScopeSet.Stored(app.Scopes));
            Outcome<GrantedToken> granted = await grant.RunAsync(wanted, context.RequestAborted);
            await TokenJson.WriteAsync(context, granted.Value!);
        }
        else if (registered.Refusal is Refusal.Invalid invalid)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await context.Response.WriteAsJsonAsync(FaultsJson.Of(invalid), FaultsJsonContext.Default.FaultsJson);
        }
        else
        {
            await ApiError.WriteAsync(context, StatusCodes.Status403Forbidden, "This action is not allowed");
        }
    }

    private static async Task ConfirmAgainAsync(
        HttpContext context,
        Caller caller,
        ChangeEmailHandler change,
        Letters letters,
        RateLimits limits,
        IDbContextFactory<WeftDb> contexts
    )
    {
        if (caller.Standing != Standing.Unconfirmed)
        {
            await ApiError.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                "This method is only available while the e-mail is awaiting confirmation"
            );
            return;
        }

        RequestFields fields = await RequestFields.ReadAsync(context);
        if (fields.Text("email") is { Length: > 0 } email)
        {
            Outcome<bool> changed = await change.RunAsync(new ChangeEmail(caller.Me, email, Confirmed: false), context.RequestAborted);
            if (!changed.Succeeded)
            {
                await ApiError.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, ApiError.Sentence(changed.Refusal));
                return;
            }
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
        if (
            await FindPerson.FindAsync(db, caller.Me, context.RequestAborted) is Person person
            && limits.TryTake(RateLimit.MailTo, context, person.Login.Email)
        )
        {
            letters.AskToConfirm(person.Id, person.Username, person.Login.Email);
        }

        await context.Response.WriteAsJsonAsync(new NothingJson(), OAuthJson.Default.NothingJson);
    }
}

/// <summary>What is wrong with which field, in the shape that apps show beside their fields.</summary>
internal sealed record FaultsJson(string Error, IReadOnlyDictionary<string, IReadOnlyList<FaultJson>> Details)
{
    public static FaultsJson Of(Refusal.Invalid invalid) =>
        new(
            ApiError.Sentence(invalid),
            invalid
                .Faults.GroupBy(f => f.Field)
                .ToDictionary(
                    field => field.Key,
                    IReadOnlyList<FaultJson> (field) => [.. field.Select(f => new FaultJson("ERR_" + f.Code.ToUpperInvariant(), f.Reason))]
                )
        );
}

/// <summary>One of them.</summary>
/// <param name="Error">Such as <c>ERR_TAKEN</c>.</param>
/// <param name="Description">What to say after the field's name.</param>
internal sealed record FaultJson(string Error, string Description);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FaultsJson))]
internal sealed partial class FaultsJsonContext : JsonSerializerContext;
