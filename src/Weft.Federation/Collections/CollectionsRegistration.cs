using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.Collections;

/// <summary>Adds the collections that others read.</summary>
public static class CollectionsRegistration
{
    /// <summary>Adds them. Wants what Presenting adds.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services)
    {
        services.AddSingleton<OutboxPages>();
        services.AddSingleton<FollowCollections>();
        services.AddSingleton<PinnedPosts>();
        services.AddSingleton<PostCollections>();
        services.AddSingleton<Conversations>();
        return services;
    }
}
