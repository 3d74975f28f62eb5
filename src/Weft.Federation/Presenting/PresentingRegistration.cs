using Microsoft.Extensions.DependencyInjection;

namespace Weft.Federation.Presenting;

/// <summary>Adds what writes this server's accounts and posts for others.</summary>
public static class PresentingRegistration
{
    /// <summary>Adds the writers for a server with these addresses.</summary>
    public static IServiceCollection AddPresenting(this IServiceCollection services, LocalAddresses addresses)
    {
        services.AddSingleton(addresses);
        services.AddSingleton<ActorJson>();
        services.AddSingleton<NoteJson>();
        services.AddSingleton<EmojiJson>();
        services.AddSingleton<Acts>();
        services.AddSingleton<QuoteActs>();
        services.AddSingleton<InteractionActs>();
        services.AddSingleton<DiscoveryDocuments>();
        services.AddSingleton<PresentedNotes>();
        services.AddSingleton<PresentedActors>();
        return services;
    }
}
