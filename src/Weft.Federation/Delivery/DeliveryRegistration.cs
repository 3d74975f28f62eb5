using Microsoft.Extensions.DependencyInjection;
using Weft.Core;
using Weft.Federation.Actors;
using Weft.Federation.Http;

namespace Weft.Federation.Delivery;

/// <summary>Adds what sends to other servers.</summary>
public static class DeliveryRegistration
{
    /// <summary>Adds the keys, the spreading of the outbox and the sending, which run with the host. Before <c>AddDiscovery</c>, so that hosts are remembered in the database.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<ActorKeys>();
        services.AddSingleton<IActorKeys>(provider => provider.GetRequiredService<ActorKeys>());
        services.AddSingleton<IHostMemory, RemoteHostMemory>();
        services.AddSingleton<OutboxNoted>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<OutboxNoted>());
        services.AddSingleton<OutboxActivities>();
        services.AddSingleton<SpreadOutbox>();
        services.AddSingleton<DeliveryGate>();
        services.AddSingleton<DeadHosts>();
        services.AddSingleton<HostsHeard>();
        services.AddSingleton<SendDelivery>();
        services.AddSingleton<EndedDeliveries>();
        services.AddSingleton<SettleDeliveries>();
        services.AddSingleton<SweepDeliveries>();
        services.AddSingleton<GoneInboxes>();
        services.AddSingleton<DrainHost>();
        services.AddSingleton<HostWaker>();
        services.AddHostedService(provider => provider.GetRequiredService<HostWaker>());
        services.AddHostedService<OutboxSpreader>();
        services.AddHostedService<WakeDeliveries>();
        return services;
    }
}
