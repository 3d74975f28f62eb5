using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.Synchronization;

/// <summary>Adds followers synchronisation (FEP-8fcf).</summary>
public static class SynchronizationRegistration
{
    /// <summary>Adds both sides of it; wants what finds people and documents. Runs with the host.</summary>
    public static IServiceCollection AddFollowersSynchronization(this IServiceCollection services) =>
        services.AddSingleton<FollowersElsewhere>().AddSingleton<SynchronizeFollowers>().AddHostedService<SynchronizationRounds>();
}
