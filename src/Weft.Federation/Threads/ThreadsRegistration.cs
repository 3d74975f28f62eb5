using Microsoft.Extensions.DependencyInjection;
using Weft.Core;
using Weft.Federation.Posts;

namespace Weft.Federation.Threads;

/// <summary>Adds what completes the threads of other servers.</summary>
public static class ThreadsRegistration
{
    /// <summary>Adds it; wants remote actors and posts. Runs with the host.</summary>
    public static IServiceCollection AddThreads(this IServiceCollection services) =>
        services
            .AddSingleton<FetchedChanges>()
            .AddSingleton<ThreadsWanted>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<ThreadsWanted>())
            .AddSingleton<ReadThread>()
            .AddHostedService<ThreadRounds>();
}
