using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Weft.Core.Posts;

/// <summary>The background work on counts.</summary>
public static class CountsRegistration
{
    /// <summary>Adds the folding of count changes, which runs with the host.</summary>
    public static IServiceCollection AddCountKeeping(this IServiceCollection services)
    {
        services.AddSingleton<FoldCountChanges>();
        services.AddSingleton<CountChangesNoted>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<CountChangesNoted>());
        services.AddHostedService<CountKeeper>();
        return services;
    }
}
