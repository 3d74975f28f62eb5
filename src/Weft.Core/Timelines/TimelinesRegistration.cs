using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Posts;

namespace Weft.Core.Timelines;

/// <summary>Adds the timelines, and the reader that every post leaves by.</summary>
public static class TimelinesRegistration
{
    /// <summary>Adds the timelines, and the reader that every post leaves by. The home timeline needs a silo.</summary>
    public static IServiceCollection AddTimelines(this IServiceCollection services)
    {
        services.AddSingleton<PostCache>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<PostCache>());
        services.AddSingleton<TimelineHub>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<TimelineHub>());
        services.AddSingleton<RebuildGate>();
        services.AddSingleton<PostLoader>();
        services.AddSingleton<PostReader>();
        services.AddSingleton<HomeTimeline>();
        services.AddSingleton<PublicTimeline>();
        services.AddSingleton<AccountTimeline>();
        services.AddSingleton<SavedPosts>();
        services.AddSingleton<PostAudienceReader>();
        services.AddSingleton<ThreadReader>();
        services.AddSingleton<TagReader>();
        return services;
    }
}
