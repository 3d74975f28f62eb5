using Microsoft.Extensions.DependencyInjection;

namespace Weft.Core.Timelines;

/// <summary>Adds the timelines.</summary>
public static class TimelinesRegistration
{
    /// <summary>Adds the timelines. The home timeline needs a silo.</summary>
    public static IServiceCollection AddTimelines(this IServiceCollection services)
    {
        services.AddSingleton<TimelineHub>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<TimelineHub>());
        services.AddSingleton<RebuildGate>();
        services.AddSingleton<HomeTimeline>();
        services.AddSingleton<PublicTimeline>();
        services.AddSingleton<AccountTimeline>();
        services.AddSingleton<SavedPosts>();
        services.AddSingleton<PostAudienceReader>();
        services.AddSingleton<ThreadReader>();
        services.AddSingleton<ConversationReader>();
        services.AddSingleton<TagReader>();
        return services;
    }
}
