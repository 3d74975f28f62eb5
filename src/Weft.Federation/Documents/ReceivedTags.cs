using Weft.Core.Emojis;

namespace Weft.Federation.Documents;

/// <summary>What is kept of the <c>tag</c> of actors and posts.</summary>
internal static class ReceivedTags
{
    /// <summary>The custom emoji.</summary>
    public static IReadOnlyList<ReceivedEmoji> Emojis(IReadOnlyList<EmojiTag> tags) =>
        [.. tags.Select(t => new ReceivedEmoji(t.Shortcode, t.Url, t.Id, t.Updated))];
}
