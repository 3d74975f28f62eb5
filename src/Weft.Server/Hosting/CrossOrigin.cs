using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Weft.Server.Hosting;

/// <summary>
/// Apps that run in a browser come from other origins. They may call what apps call, never with cookies; a preflight
/// needs no token and is answered before any check.
/// </summary>
internal static class CrossOrigin
{
    private static readonly PathString[] Doors =
    [
        "/api",
        "/oauth/token",
        "/oauth/revoke",
        "/oauth/userinfo",
        "/.well-known",
        "/nodeinfo",
        "/users",
        "/actor",
        "/media",
    ];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services) =>
        services.AddCors(cors => cors.AddDefaultPolicy(Apps));

    /// <summary>Comes before authentication and limits.</summary>
    public static void UseCrossOrigin(this WebApplication app) =>
        app.UseWhen(context => IsDoorOfApps(context.Request.Path), branch => branch.UseCors());

    private static bool IsDoorOfApps(PathString path) =>
        Array.Exists(Doors, door => path.StartsWithSegments(door, StringComparison.OrdinalIgnoreCase)) || path.Value is ['/', '@', ..];

    private static void Apps(CorsPolicyBuilder policy) =>
        policy
            .AllowAnyOrigin()
            .AllowAnyHeader()
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")
            .WithExposedHeaders(
                "Link",
                "X-RateLimit-Reset",
                "X-RateLimit-Limit",
                "X-RateLimit-Remaining",
                "X-Request-Id",
                "Mastodon-Async-Refresh",
                "Deprecation",
                "Retry-After"
            )
            .SetPreflightMaxAge(TimeSpan.FromDays(1));
}
