using Microsoft.Extensions.DependencyInjection;
using Weft.Federation.Actors;
using Weft.Federation.CatchingUp;
using Weft.Federation.Collections;
using Weft.Federation.Delivery;
using Weft.Federation.Discovery;
using Weft.Federation.Finding;
using Weft.Federation.Hosts;
using Weft.Federation.Http;
using Weft.Federation.Inbox;
using Weft.Federation.Media;
using Weft.Federation.Posts;
using Weft.Federation.Presenting;
using Weft.Federation.Synchronization;
using Weft.Federation.Threads;

namespace Weft.Federation;

/// <summary>ActivityPub, room by room.</summary>
public static class FederationRegistration
{
    /// <summary>Adds all of it.</summary>
    /// <param name="services">Where to; Core is there.</param>
    /// <param name="http">How this server speaks to others.</param>
    /// <param name="addresses">This server's own.</param>
    /// <param name="catchUp">When this server catches up; null for the usual.</param>
    public static IServiceCollection AddFederation(
        this IServiceCollection services,
        FederationHttpOptions http,
        LocalAddresses addresses,
        CatchUpOptions? catchUp = null
    )
    {
        services.AddSingleton(http);
        services.AddDelivery();
        services.AddDiscovery();
        services.AddPresenting(addresses);
        services.AddCollections();
        services.AddRemoteActors();
        services.AddRemotePosts();
        services.AddRemoteFiles();
        services.AddFinding();
        services.AddHosts();
        services.AddInbox();
        services.AddFollowersSynchronization();
        services.AddThreads();
        services.AddCatchingUp(catchUp ?? new CatchUpOptions());
        return services;
    }
}
