namespace Weft.Server.Identity.Access;

/// <summary>
/// Says who may call an endpoint or a group. Each endpoint under <c>/api</c> has to say it: without, it answers 500 and
/// the log tells which one. What is said on an endpoint wins over what is said on its group.
/// </summary>
internal static class AccessRules
{
    /// <summary>
    /// A person with one of these scopes: 401 without a valid token, 403 without the scope, 422 for an app alone, 403
    /// while the account awaits confirmation or approval. <c>Caller.Me</c> is there then.
    /// </summary>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="anyOf">Granular names, such as <c>write:statuses</c>; their parents count. One of several is enough.</param>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessRule.Callers.Person, anyOf));

    /// <summary>A person, with whatever scopes.</summary>
    public static TBuilder RequireUser<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireScope();

    /// <summary>A valid token, of a person or of an app alone, with one of these scopes if any are named.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder endpoint, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessRule.Callers.Token, anyOf));

    /// <summary>
    /// Everyone may read. A valid token that is sent needs one of the scopes, a revoked one is 401, an unknown one counts
    /// as none. The caller may be null, an app alone, or a person.
    /// </summary>
    public static TBuilder AllowAnonymousRead<TBuilder>(this TBuilder endpoint, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessRule.Callers.AnyoneOrScoped, anyOf));

    /// <summary>Everyone, whatever token is sent: what is the same for all.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessRule.Callers.Anyone, []));

    /// <summary>Also accounts that await confirmation or approval; beside <see cref="RequireScope"/>.</summary>
    public static TBuilder AllowWaiting<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowsWaiting());

    /// <summary>Also with the token in <c>access_token</c> of the query or form: streaming, where browsers can send no header.</summary>
    public static TBuilder AllowTokenInQuery<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowsTokenInQuery());
}
