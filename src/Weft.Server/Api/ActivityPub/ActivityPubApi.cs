using Weft.Server.Api.Mastodon.Answers;

namespace Weft.Server.Api.ActivityPub;

/// <summary>What other servers ask of this one.</summary>
internal static class ActivityPubApi
{
    /// <summary>Adds the endpoints. Wants the fediverse beside it.</summary>
    public static IServiceCollection AddActivityPubApi(this IServiceCollection services)
    {
        services.AddSingleton<Residents>();
        services.AddSingleton<SignedRequests>();
        services.AddSingleton<ReaderGate>();
        services.AddSingleton<WebFingerResource>();
        services.AddSingleton<ElsewhereSearch>();
        services.AddSingleton<DiscoveryEndpoints>();
        services.AddSingleton<ActorEndpoints>();
        services.AddSingleton<PostEndpoints>();
        services.AddSingleton<InboxEndpoints>();
        return services;
    }

    /// <summary>Maps them.</summary>
    public static void MapActivityPubApi(this WebApplication app)
    {
        ApiRoutes routes = new(app);
        app.Services.GetRequiredService<DiscoveryEndpoints>().Map(routes);
        app.Services.GetRequiredService<ActorEndpoints>().Map(routes);
        app.Services.GetRequiredService<PostEndpoints>().Map(routes);
        app.Services.GetRequiredService<InboxEndpoints>().Map(routes);
    }
}
