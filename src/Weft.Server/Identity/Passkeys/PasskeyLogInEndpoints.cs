using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.People;

namespace Weft.Server.Identity.Passkeys;

/// <summary>Logging in with a passkey, for the page's script: <c>/login/passkey</c>.</summary>
internal static class PasskeyLogInEndpoints
{
    public static void MapPasskeyLogIn(this RouteGroupBuilder gate)
    {
        gate.MapPost("/login/passkey/options", AskAsync);
        gate.MapPost("/login/passkey", LogInAsync);
    }

    /// <summary>Asks for any passkey of this server; which person it is, it tells itself.</summary>
    private static async Task<IResult> AskAsync(HttpContext context, IPasskeyHandler<PasskeyUser> passkeys, PasskeyCeremony ceremony)
    {
        PasskeyRequestOptionsResult asked = await passkeys.MakeRequestOptionsAsync(null, context);
        ceremony.Keep(context, asked.AssertionState ?? "");
        return Results.Content(asked.RequestOptionsJson, "application/json");
    }

    private static async Task<IResult> LogInAsync(
        HttpContext context,
        IPasskeyHandler<PasskeyUser> passkeys,
        UserManager<PasskeyUser> users,
        PasskeyCeremony ceremony,
        IDbContextFactory<WeftDb> contexts,
        RateLimits limits,
        LetIn letIn
    )
    {
        string? state = ceremony.Take(context);
        PasskeyRequest? request = await ReadAsync(context);
        if (state is null || request is null || !limits.TryTake(RateLimit.LogInFrom, context))
        {
            return Refuse("Ask again: that took too long.");
        }

        PasskeyAssertionResult<PasskeyUser> shown = await passkeys.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = context,
                CredentialJson = request.Credential.GetRawText(),
                AssertionState = state,
            }
        );
        if (!shown.Succeeded)
        {
            return Refuse("This passkey opens nothing here.");
        }

        await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        long id = long.Parse(shown.User.Id, CultureInfo.InvariantCulture);
        await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
        Person? person = await FindPerson.FindAsync(db, id, context.RequestAborted);
        if (person?.Login is not { EmailConfirmedAt: not null, ApprovedAt: not null } || !await letIn.InAsync(context, id))
        {
            return Refuse("Your account waits to be let in.");
        }

        return Results.Json(new PasskeyAnswer(LocalPath.Of(request.Next)), PasskeyJson.Default.PasskeyAnswer);
    }

    /// <summary>The script's request; null for what is none.</summary>
    internal static async Task<PasskeyRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            PasskeyRequest? request = await context.Request.ReadFromJsonAsync(PasskeyJson.Default.PasskeyRequest, context.RequestAborted);
            return request?.Credential.ValueKind == JsonValueKind.Object ? request : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A sentence for the page.</summary>
    internal static IResult Refuse(string sentence) =>
        Results.Json(
            new Access.ApiError(sentence),
            Access.ApiErrorJson.Default.ApiError,
            statusCode: StatusCodes.Status422UnprocessableEntity
        );
}
