using Weft.Server.Hosting.Health;
using Weft.Server.Identity;

namespace Weft.Server.Hosting;

/// <summary>What is served, door by door: the server's table of contents.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeftWeb(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddSingleton<Readiness>();
        services.AddIdentity();
        return services;
    }

    public static void UseWeftWeb(this WebApplication app)
    {
        app.UseFaults();
        app.UseRouting();
        app.UseIdentity();
        app.MapHealth();
    }
}
