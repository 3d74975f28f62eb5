using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weft.Core;
using Weft.Federation.Http;

namespace Weft.Federation.Actors;

/// <summary>Adds what finds other servers' people.</summary>
public static class ActorsRegistration
{
    /// <summary>Adds it, and the keys of this server's own people; wants discovery and this server's own addresses.</summary>
    public static IServiceCollection AddRemoteActors(this IServiceCollection services)
    {
        services.TryAddSingleton<ActorKeys>();
        services.TryAddSingleton<IActorKeys>(provider => provider.GetRequiredService<ActorKeys>());
        return services
            .AddSingleton<HostRules>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<HostRules>())
            .AddSingleton<IHostGate>(provider => provider.GetRequiredService<HostRules>())
            .AddSingleton<DocumentFetch>()
            .AddSingleton<KnownThings>()
            .AddSingleton<KeySearches>()
            .AddSingleton<KnownPeople>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<KnownPeople>())
            .AddSingleton<RemoteActors>()
            .AddSingleton<Askers>();
    }
}
