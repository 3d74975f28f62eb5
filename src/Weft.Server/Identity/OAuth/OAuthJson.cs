using System.Text.Json.Serialization;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity.OAuth;

/// <summary>A token as apps read it; some need every one of these.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="Scope">What it may do, separated by spaces.</param>
/// <param name="CreatedAt">Seconds since 1970.</param>
internal sealed record TokenJson(string AccessToken, string TokenType, string Scope, long CreatedAt)
{
    public static TokenJson Of(GrantedToken granted) =>
        new(granted.Token, "Bearer", granted.Scopes.ToString(), granted.CreatedAt.ToUnixTimeSeconds());

    /// <summary>Answers with the token, which nobody on the way may keep.</summary>
    public static Task WriteAsync(HttpContext context, GrantedToken granted)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        return context.Response.WriteAsJsonAsync(Of(granted), OAuthJson.Default.TokenJson);
    }
}

/// <summary>Who the person is, in OpenID Connect's words.</summary>
internal sealed record UserInfoJson(string Iss, string Sub, string Name, string PreferredUsername, string Profile, string Picture);

/// <summary>What this server offers to OAuth clients (RFC 8414).</summary>
internal sealed record MetadataJson(
    string Issuer,
    string ServiceDocumentation,
    string AuthorizationEndpoint,
    string TokenEndpoint,
    string AppRegistrationEndpoint,
    string RevocationEndpoint,
    string UserinfoEndpoint,
    IReadOnlyList<string> ScopesSupported,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> ResponseModesSupported,
    IReadOnlyList<string> GrantTypesSupported,
    IReadOnlyList<string> TokenEndpointAuthMethodsSupported,
    IReadOnlyList<string> CodeChallengeMethodsSupported
);

/// <summary>An empty object: done.</summary>
internal sealed record NothingJson;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AppJson))]
[JsonSerializable(typeof(TokenJson))]
[JsonSerializable(typeof(UserInfoJson))]
[JsonSerializable(typeof(MetadataJson))]
[JsonSerializable(typeof(NothingJson))]
internal sealed partial class OAuthJson : JsonSerializerContext;
