using Weft.Core.Emojis;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>A custom emoji. In texts it stays a word between colons; apps put the picture there.</summary>
internal sealed record CustomEmojiJson(string Shortcode, string Url, string StaticUrl, string? Category)
{
    /// <summary>Apps offer all of them.</summary>
    public bool VisibleInPicker => true;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CustomEmojiJson> Of(IReadOnlyList<EmojiModel> emojis, Addresses addresses) =>
        emojis.Count == 0
            ? []
            : [.. emojis.Select(e => new CustomEmojiJson(e.Shortcode, addresses.Media(e.Moving), addresses.Media(e.Still), e.Category))];
}
