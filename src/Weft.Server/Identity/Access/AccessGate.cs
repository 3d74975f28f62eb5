using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity.Access;

/// <summary>Holds the endpoints' <see cref="AccessRule"/>s, once for all of them, after authentication.</summary>
internal static class AccessGate
{
    public static void UseAccessGate(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint() is not Endpoint endpoint)
                {
                    return next(context);
                }

                if (endpoint.Metadata.GetMetadata<AccessRule>() is not AccessRule rule)
                {
                    // What is no route of ours is routing's own answer, such as 405.
                    return endpoint is RouteEndpoint && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                        ? throw new InvalidOperationException($"{endpoint.DisplayName} does not say who may call it (see AccessRules).")
                        : next(context);
                }

                AccessDenial? denial = rule.Judge(
                    context.Caller,
                    revoked: context.Features.Get<RevokedToken>() is not null,
                    allowWaiting: endpoint.Metadata.GetMetadata<AllowsWaiting>() is not null
                );
                return denial is null ? next(context) : RefuseAsync(context, denial);
            }
        );

    private static Task RefuseAsync(HttpContext context, AccessDenial denial)
    {
        if (denial.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate =
                $"Bearer realm=\"Weft\", error=\"invalid_token\", error_description=\"{denial.Sentence}\"";
        }

        return ApiError.WriteAsync(context, denial.Status, denial.Sentence);
    }
}
