using Microsoft.Extensions.DependencyInjection;

namespace Weft.Core.Emojis;

/// <summary>What this room offers.</summary>
public static class EmojisRegistration
{
    /// <summary>Adds the reader, which accounts and posts need.</summary>
    internal static IServiceCollection AddEmojiReading(this IServiceCollection services) =>
        services.AddSingleton<EmojiReader>().AddSingleton<IEventListener>(provider => provider.GetRequiredService<EmojiReader>());

    /// <summary>Adds the operators' commands. Needs accounts and media.</summary>
    public static IServiceCollection AddEmojis(this IServiceCollection services) =>
        services.AddSingleton<AddEmojiHandler>().AddSingleton<RemoveEmojiHandler>();
}
