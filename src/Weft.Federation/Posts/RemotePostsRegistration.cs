using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.Posts;

/// <summary>Adds what finds other servers' posts.</summary>
public static class RemotePostsRegistration
{
    /// <summary>Adds it; wants <see cref="Actors.ActorsRegistration.AddRemoteActors"/>.</summary>
    public static IServiceCollection AddRemotePosts(this IServiceCollection services) =>
        services.AddSingleton<Stamps>().AddSingleton<RemotePosts>();
}
