using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.OAuth;

/// <summary>An error of OAuth 2, in the words that apps compare.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The value of <c>error</c>.</param>
/// <param name="Description">The value of <c>error_description</c>.</param>
internal sealed record OAuthFault(int Status, string Code, string Description)
{
    /// <summary>Elk looks for exactly this to register again.</summary>
    public static OAuthFault InvalidClient { get; } =
        new(
            401,
            "invalid_client",
            "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."
        );

    public static OAuthFault InvalidGrant { get; } =
        new(
            400,
            "invalid_grant",
            "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."
        );

    public static OAuthFault InvalidScope { get; } = new(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");

    public static OAuthFault UnsupportedGrantType { get; } =
        new(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");

    public static OAuthFault UnsupportedResponseType { get; } =
        new(400, "unsupported_response_type", "The authorization server does not support this response type.");

    public static OAuthFault AccessDenied { get; } =
        new(403, "access_denied", "The resource owner or authorization server denied the request.");

    public static OAuthFault NotYourToken { get; } = new(403, "unauthorized_client", "You are not authorized to revoke this token");

    /// <summary>A parameter is missing or holds what it may not.</summary>
    public static OAuthFault InvalidRequest(string description) => new(400, "invalid_request", description);

    /// <summary>A parameter is missing.</summary>
    public static OAuthFault Missing(string parameter) => InvalidRequest($"Missing required parameter: {parameter}.");

    /// <summary>Answers with it.</summary>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"Weft\", error=\"{Code}\", error_description=\"{Description}\"";
        }

        return ApiError.WriteAsync(context, Status, Code, Description);
    }
}
