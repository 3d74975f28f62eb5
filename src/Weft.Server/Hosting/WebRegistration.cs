using Weft.Server.Hosting.Health;

namespace Weft.Server.Hosting;

/// <summary>What is served, door by door: the server's table of contents.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeftWeb(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddSingleton<Readiness>();
        return services;
    }

    public static void UseWeftWeb(this WebApplication app)
    {
        app.UseFaults();
        app.MapHealth();
    }
}
