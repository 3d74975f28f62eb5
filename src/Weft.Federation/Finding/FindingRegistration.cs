using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.Finding;

/// <summary>Adds what finds people and posts on other servers by what somebody types.</summary>
public static class FindingRegistration
{
    /// <summary>Adds it; wants remote actors and posts.</summary>
    public static IServiceCollection AddFinding(this IServiceCollection services) =>
        services.AddSingleton<DocumentLink>().AddSingleton<Finder>().AddSingleton<MentionFinder>();
}
