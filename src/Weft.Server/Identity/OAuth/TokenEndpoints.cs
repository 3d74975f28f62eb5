using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Api.Binding;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity.OAuth;

/// <summary>Where apps get tokens and give them back: <c>/oauth/token</c>, <c>/oauth/revoke</c>.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth/token", GrantAsync);
        routes.MapPost("/oauth/revoke", RevokeAsync);
    }

    private static async Task GrantAsync(
        HttpContext context,
        IDbContextFactory<WeftDb> contexts,
        RedeemCodeHandler redeem,
        GrantTokenHandler grant
    )
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        ClientCredentials shown = ClientCredentials.Of(context.Request, fields);
        string? type = fields.Text("grant_type");
        if (string.IsNullOrEmpty(type))
        {
            await OAuthFault.Missing("grant_type").WriteAsync(context);
            return;
        }

        if (
            await FindAppAsync(contexts, shown.Id, context.RequestAborted) is not ClientApp app
            || shown.ClientSecret is not null && !shown.Prove(app)
        )
        {
            await OAuthFault.InvalidClient.WriteAsync(context);
            return;
        }

        await (
            type switch
            {
                "authorization_code" => RedeemAsync(context, fields, app, shown, redeem),
                "client_credentials" => GrantToAppAsync(context, fields, app, shown, grant),
                _ => OAuthFault.UnsupportedGrantType.WriteAsync(context),
            }
        );
    }

    private static async Task RedeemAsync(
        HttpContext context,
        RequestFields fields,
        ClientApp app,
        ClientCredentials shown,
        RedeemCodeHandler redeem
    )
    {
        string? verifier = fields.Text("code_verifier") is { Length: > 0 } text ? text : null;
        if (shown.ClientSecret is null && verifier is null)
        {
            await OAuthFault.InvalidClient.WriteAsync(context);
            return;
        }

        if (fields.Text("code") is not { Length: > 0 } code)
        {
            await OAuthFault.Missing("code").WriteAsync(context);
            return;
        }

        RedeemCode wanted = new(app.Id, shown.ClientSecret is not null, code, fields.Text("redirect_uri") ?? "", verifier);
        Outcome<GrantedToken> granted = await redeem.RunAsync(wanted, context.RequestAborted);
        await (granted.Succeeded ? TokenJson.WriteAsync(context, granted.Value) : OAuthFault.InvalidGrant.WriteAsync(context));
    }

    private static async Task GrantToAppAsync(
        HttpContext context,
        RequestFields fields,
        ClientApp app,
        ClientCredentials shown,
        GrantTokenHandler grant
    )
    {
        if (shown.ClientSecret is null)
        {
            await OAuthFault.InvalidClient.WriteAsync(context);
            return;
        }

        if (!ScopeSet.TryParse(fields.Text("scope"), out ScopeSet? scopes) || !ScopeSet.Stored(app.Scopes).Covers(scopes))
        {
            await OAuthFault.InvalidScope.WriteAsync(context);
            return;
        }

        Outcome<GrantedToken> granted = await grant.RunAsync(new GrantToken(app.Id, null, scopes), context.RequestAborted);
        await TokenJson.WriteAsync(context, granted.Value!);
    }

    private static async Task RevokeAsync(HttpContext context, RevokeTokenHandler handler)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        ClientCredentials shown = ClientCredentials.Of(context.Request, fields);
        RevokeToken revoke = new(fields.Text("token") ?? "", shown.Id, shown.ClientSecret);
        Outcome<bool> revoked = await handler.RunAsync(revoke, context.RequestAborted);
        if (!revoked.Succeeded)
        {
            await OAuthFault.NotYourToken.WriteAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(new NothingJson(), OAuthJson.Default.NothingJson);
    }

    private static async Task<ClientApp?> FindAppAsync(IDbContextFactory<WeftDb> contexts, string? clientId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await FindApp.FindAsync(db, clientId, cancellation);
    }
}
