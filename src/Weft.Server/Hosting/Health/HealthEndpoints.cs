using Weft.Core.Media;

namespace Weft.Server.Hosting.Health;

/// <summary>For orchestrators and load balancers.</summary>
internal static class HealthEndpoints
{
    /// <summary>
    /// <c>/health/live</c>: the process runs. <c>/health/ready</c>: it can serve, else 503 with what is missing. Further
    /// lines say what it does without.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live\n"));
        routes.MapGet(
            "/health/ready",
            async (Readiness readiness, MediaTypes types, CancellationToken cancellation) =>
                await readiness.MissingAsync(cancellation) is { } missing
                    ? Results.Text($"waiting for: {missing}\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                    : Results.Text(string.Concat(types.Lacks().Prepend("ready").Select(line => line + "\n")))
        );
    }
}
