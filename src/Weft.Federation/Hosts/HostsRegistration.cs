using Microsoft.Extensions.DependencyInjection;
using Weft.Federation.Reading;

namespace Weft.Federation.Hosts;

/// <summary>Adds what keeps watch over other servers as a whole.</summary>
public static class HostsRegistration
{
    /// <summary>Adds it, to run with the host.</summary>
    public static IServiceCollection AddHosts(this IServiceCollection services) =>
        services
            .AddSingleton<CheckFederation>()
            .AddSingleton<SignedReaders>()
            .AddSingleton<LearnSoftware>()
            .AddSingleton<WatchHosts>()
            .AddHostedService(Get<WatchHosts>)
            .AddHostedService(Get<LearnSoftware>);

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
