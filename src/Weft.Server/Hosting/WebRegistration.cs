using Weft.Core;
using Weft.Core.Media;
using Weft.Server.Api.ActivityPub;
using Weft.Server.Api.Mastodon;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Media;
using Weft.Server.Hosting.Health;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity;
using Weft.Server.Web;

namespace Weft.Server.Hosting;

/// <summary>What is served, door by door: the server's table of contents.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeftWeb(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddSingleton<Readiness>();
        services.AddSingleton<WarmUp>();
        services.AddSingleton<IEventListener, Measures>();
        services.AddCrossOrigin();
        services.AddSingleton<FixedWindows>();
        services.AddSingleton<RateLimits>();
        services.AddMediaWork();
        services.AddIdentity();
        services.AddMastodonApi();
        services.AddActivityPubApi();
        services.AddWeb();
        return services;
    }

    public static void UseWeftWeb(this WebApplication app)
    {
        app.UseFaults();
        app.UseApiFallback();
        app.UsePageFallback();
        app.UseMissingPictures();
        app.UseWebAssets();
        app.UseNegotiation();
        app.UseRouting();
        app.UseHandles();
        app.UseCrossOrigin();
        app.UseIdentity();
        app.MapHealth();
        app.MapStoredMedia();
        app.MapRemoteMedia();
        app.MapMastodonApi();
        app.MapActivityPubApi();
        app.MapIdentity();
        app.MapWeb();
    }
}
