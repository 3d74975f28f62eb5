using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Api.Binding;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.OAuth;

namespace Weft.Server.Identity.Apps;

/// <summary>Apps as OAuth clients: <c>/api/v1/apps</c>.</summary>
internal static class AppsEndpoints
{
    public static void MapApps(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/apps", RegisterAsync).AllowAnyone();
        routes.MapMethods("/api/v1/apps/verify_credentials", [HttpMethods.Get, HttpMethods.Head], VerifyAsync).RequireToken();
    }

    private static async Task RegisterAsync(HttpContext context, RegisterAppHandler handler)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        RegisterApp register = new(
            fields.Text("client_name") ?? "",
            RedirectUris.Read(fields.Texts("redirect_uris")),
            fields.Text("scopes"),
            fields.Text("website")
        );
        Outcome<RegisteredApp> registered = await handler.RunAsync(register, context.RequestAborted);
        if (!registered.Succeeded)
        {
            await ApiError.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, ApiError.Sentence(registered.Refusal));
            return;
        }

        AppJson app = AppJson.Of(registered.Value.App) with
        {
            ClientId = registered.Value.App.ClientId,
            ClientSecret = registered.Value.Secret,
            ClientSecretExpiresAt = 0,
        };
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(app, OAuthJson.Default.AppJson);
    }

    private static async Task VerifyAsync(HttpContext context, Caller caller, IDbContextFactory<WeftDb> contexts)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
        ClientApp app = await db.Apps.FirstAsync(a => a.Id == caller.AppId, context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(AppJson.Of(app), OAuthJson.Default.AppJson);
    }
}
