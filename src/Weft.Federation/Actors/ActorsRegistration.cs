using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.Actors;

/// <summary>Adds what finds other servers' people.</summary>
public static class ActorsRegistration
{
    /// <summary>Adds it; wants <see cref="IActorKeys"/>, discovery and this server's own addresses.</summary>
    public static IServiceCollection AddRemoteActors(this IServiceCollection services) =>
        services
            .AddSingleton<HostRules>()
            .AddSingleton<DocumentFetch>()
            .AddSingleton<KnownThings>()
            .AddSingleton<KeySearches>()
            .AddSingleton<RemoteActors>();
}
