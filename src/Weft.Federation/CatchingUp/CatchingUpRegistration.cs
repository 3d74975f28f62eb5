using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.CatchingUp;

/// <summary>Adds what finds posts that were never delivered.</summary>
public static class CatchingUpRegistration
{
    /// <summary>Adds it; wants the inbox and what finds people and posts. Runs with the host.</summary>
    public static IServiceCollection AddCatchingUp(this IServiceCollection services, CatchUpOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<PlanReadings>()
            .AddSingleton<ReadOutbox>()
            .AddSingleton<CatchUp>()
            .AddHostedService<CatchUpRounds>();
}
