using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;

namespace Weft.Server.Identity.OAuth;

/// <summary>What an app asks somebody for, checked.</summary>
/// <param name="App">Which app.</param>
/// <param name="RedirectUri">Where the answer goes; one of the app's own.</param>
/// <param name="Scopes">What it wants to be allowed; no more than it registered.</param>
/// <param name="State">To be handed back; null for none.</param>
/// <param name="Challenge">The S256 challenge; null for none.</param>
/// <param name="AskAgain">Whether to ask although it was allowed before.</param>
internal sealed record AuthorizeRequest(ClientApp App, string RedirectUri, ScopeSet Scopes, string? State, string? Challenge, bool AskAgain)
{
    /// <summary>The length of a SHA-256 in base64url.</summary>
    private const int ChallengeLength = 43;

    /// <summary>True when the code is to be shown on a page instead of being sent anywhere.</summary>
    public bool IsOutOfBand => RedirectUri == RedirectUris.OutOfBand;

    /// <summary>Reads and checks a request.</summary>
    /// <param name="db">Where apps are.</param>
    /// <param name="field">The request's parameters by name; null for what is absent.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<CheckedRequest> ReadAsync(WeftDb db, Func<string, string?> field, CancellationToken cancellation)
    {
        if (await FindApp.FindAsync(db, field("client_id"), cancellation) is not ClientApp app)
        {
            return new CheckedRequest(null, null, OAuthFault.InvalidClient);
        }

        string[] registered = app.RedirectUris.Split('\n');
        string? redirect =
            field("redirect_uri") is { Length: > 0 } given ? given
            : registered.Length == 1 ? registered[0]
            : null;
        if (redirect is null || !registered.Contains(redirect, StringComparer.Ordinal) || app.RedirectUris.Length == 0)
        {
            return new CheckedRequest(
                null,
                null,
                OAuthFault.InvalidRequest("The requested redirect URI is malformed or doesn't match client redirect URI.")
            );
        }

        string? challenge = field("code_challenge") is { Length: > 0 } text ? text : null;
        OAuthFault? fault =
            field("response_type") != "code" ? OAuthFault.UnsupportedResponseType
            : challenge is null ? null
            : field("code_challenge_method") != "S256" ? OAuthFault.InvalidRequest("The code challenge method must be S256.")
            : IsChallenge(challenge) ? null
            : OAuthFault.InvalidRequest("The code challenge is malformed.");
        if (!ScopeSet.TryParse(field("scope"), out ScopeSet? scopes) || !ScopeSet.Stored(app.Scopes).Covers(scopes))
        {
            fault ??= OAuthFault.InvalidScope;
        }

        AuthorizeRequest request = new(
            app,
            redirect,
            scopes ?? ScopeSet.Stored(""),
            field("state"),
            challenge,
            AskAgain: field("force_login") is "true" or "1"
        );
        return new CheckedRequest(fault is null ? request : null, request, fault);
    }

    /// <summary>The address that carries an answer to the app.</summary>
    public string AnswerWithCode(string code) => RedirectUris.With(RedirectUri, ("code", code), ("state", State));

    /// <summary>The address that carries a refusal to the app.</summary>
    public string AnswerWith(OAuthFault fault) =>
        RedirectUris.With(RedirectUri, ("error", fault.Code), ("error_description", fault.Description), ("state", State));

    private static bool IsChallenge(string text) =>
        text.Length == ChallengeLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>A request as far as it can be trusted.</summary>
/// <param name="Valid">The request, when nothing is wrong with it.</param>
/// <param name="Answerable">The request, when at least its redirect URI may be trusted: the fault is told to the app.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
internal sealed record CheckedRequest(AuthorizeRequest? Valid, AuthorizeRequest? Answerable, OAuthFault? Fault);
