using System.Text.Json;
using Weft.Core.Accounts;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.OAuth;

/// <summary>What this server offers to OAuth clients, and who somebody is.</summary>
internal static class MetadataEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMetadata(this IEndpointRouteBuilder routes)
    {
        byte[] metadata = JsonSerializer.SerializeToUtf8Bytes(
            Metadata(routes.ServiceProvider.GetRequiredService<WeftOptions>().Origin),
            OAuthJson.Default.MetadataJson
        );
        routes
            .MapMethods("/.well-known/oauth-authorization-server", Reading, (RequestDelegate)(context => WriteAsync(context, metadata)))
            .AllowAnyone();
        routes.MapMethods("/oauth/userinfo", [.. Reading, HttpMethods.Post], UserInfoAsync).RequireScope("profile", "read:accounts");
    }

    private static MetadataJson Metadata(string origin) =>
        new(
            origin + "/",
            "https://docs.joinmastodon.org/spec/oauth",
            origin + "/oauth/authorize",
            origin + "/oauth/token",
            origin + "/api/v1/apps",
            origin + "/oauth/revoke",
            origin + "/oauth/userinfo",
            ScopeSet.Offered,
            ["code"],
            ["query"],
            ["authorization_code", "client_credentials"],
            ["client_secret_basic", "client_secret_post"],
            ["S256"]
        );

    private static Task WriteAsync(HttpContext context, byte[] utf8)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = utf8.Length;
        context.Response.Headers.CacheControl = "public, max-age=300";
        return context.Response.Body.WriteAsync(utf8).AsTask();
    }

    private static async Task UserInfoAsync(HttpContext context, Caller caller, AccountReader accounts, WeftOptions options)
    {
        AccountModel account =
            await accounts.FindAsync(caller.Me, context.RequestAborted)
            ?? throw new InvalidOperationException("A token without its account.");
        UserInfoJson info = new(
            options.Origin + "/",
            $"{options.Origin}/users/{account.Username}",
            account.DisplayName,
            account.Username,
            $"{options.Origin}/@{account.Username}",
            options.Origin + "/avatars/original/missing.png"
        );
        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(info, OAuthJson.Default.UserInfoJson);
    }
}
