namespace Weft.Server.Identity.Access;

/// <summary>Who may call an endpoint of the API: metadata, said through <see cref="AccessRules"/> and held by <see cref="AccessGate"/>.</summary>
/// <param name="Who">Who.</param>
/// <param name="AnyOf">A token needs one of these scopes; none when empty.</param>
internal sealed record AccessRule(AccessRule.Callers Who, IReadOnlyList<string> AnyOf)
{
    /// <summary>Kinds of callers.</summary>
    internal enum Callers
    {
        /// <summary>Everyone; a token is not even looked at for its scopes.</summary>
        Anyone,

        /// <summary>Everyone; but a token that is sent has to have the scope.</summary>
        AnyoneOrScoped,

        /// <summary>Any token, of a person or of an app alone.</summary>
        Token,

        /// <summary>A person whose account may act.</summary>
        Person,
    }

    /// <summary>Why the request is refused; null when it may pass.</summary>
    /// <param name="caller">Who sent it; null for nobody.</param>
    /// <param name="revoked">True when a token was sent that was revoked.</param>
    /// <param name="allowWaiting">True when accounts that may not act yet may call.</param>
    public AccessDenial? Judge(Caller? caller, bool revoked, bool allowWaiting)
    {
        if (Who == Callers.Anyone)
        {
            return null;
        }

        // An unknown token counts as none where none is needed, a revoked one does not: so does Mastodon.
        if (caller is null)
        {
            return revoked ? AccessDenial.Revoked
                : Who == Callers.AnyoneOrScoped ? null
                : AccessDenial.InvalidToken;
        }

        if (AnyOf.Count > 0 && !AnyOf.Any(caller.Scopes.Covers))
        {
            return AccessDenial.OutsideScopes;
        }

        if (Who != Callers.Person)
        {
            return null;
        }

        return caller.AccountId is null ? AccessDenial.NoPerson
            : allowWaiting ? null
            : caller.Standing switch
            {
                Standing.Unconfirmed => AccessDenial.Unconfirmed,
                Standing.Pending => AccessDenial.Pending,
                _ => null,
            };
    }
}

/// <summary>Why a caller may not pass, in Mastodon's words, since apps compare them.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Sentence">The value of <c>error</c>.</param>
internal sealed record AccessDenial(int Status, string Sentence)
{
    public static AccessDenial InvalidToken { get; } = new(401, "The access token is invalid");
    public static AccessDenial Revoked { get; } = new(401, "The access token was revoked");
    public static AccessDenial OutsideScopes { get; } = new(403, "This action is outside the authorized scopes");
    public static AccessDenial NoPerson { get; } = new(422, "This method requires an authenticated user");
    public static AccessDenial Unconfirmed { get; } = new(403, "Your login is missing a confirmed e-mail address");
    public static AccessDenial Pending { get; } = new(403, "Your login is currently pending approval");
}

/// <summary>Metadata: accounts that await confirmation or approval may call too.</summary>
internal sealed record AllowsWaiting;

/// <summary>Metadata: the token may also stand in <c>access_token</c> of the query or form, for what cannot send headers.</summary>
internal sealed record AllowsTokenInQuery;
