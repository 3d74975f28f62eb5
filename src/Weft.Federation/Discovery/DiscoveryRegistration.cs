using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Signatures.Proofs;

namespace Weft.Federation.Discovery;

/// <summary>Adds what finds others and asks them.</summary>
public static class DiscoveryRegistration
{
    /// <summary>
    /// Adds the client, the checks of signatures, and WebFinger, NodeInfo and keys. Wants <see cref="FederationHttpOptions"/>
    /// and a <see cref="TimeProvider"/>; another <see cref="IHostMemory"/> than the process's own may be added before.
    /// </summary>
    public static IServiceCollection AddDiscovery(this IServiceCollection services)
    {
        services.TryAddSingleton<IHostResolver, SystemResolver>();
        services.TryAddSingleton<IHostMemory, RecentHosts>();
        services.TryAddSingleton(KeyLimits.Usual);
        services.TryAddSingleton<DocumentReader>();
        services.AddSingleton<FederationHttpClient>();
        services.AddSingleton<RequestVerifier>();
        services.AddSingleton<ProofVerifier>();
        services.AddSingleton<WebFingerLookup>();
        services.AddSingleton<HandleCheck>();
        services.AddSingleton<NodeInfoLookup>();
        services.AddSingleton<KeyFetch>();
        return services;
    }
}
