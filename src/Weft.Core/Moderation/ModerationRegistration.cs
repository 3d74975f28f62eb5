using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weft.Core.Safety;

namespace Weft.Core.Moderation;

/// <summary>What this room offers.</summary>
public static class ModerationRegistration
{
    /// <summary>Adds what operators decide about other servers. Without a <see cref="FederationMode"/> all are spoken with.</summary>
    public static IServiceCollection AddModeration(this IServiceCollection services)
    {
        services.TryAddSingleton(FederationMode.Open);
        services.AddSingleton<JudgeHostHandler>();
        services.AddSingleton<JudgeHostsHandler>();
        services.AddSingleton<JudgeByModeHandler>();
        services.AddSingleton<KnownHosts>();
        return services;
    }
}
