using Weft.Core.Emojis;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>A custom emoji. In texts it stays a word between colons; apps put the picture there.</summary>
internal sealed record CustomEmojiJson(string Shortcode, string Url, string StaticUrl, string? Category)
{
    /// <summary>Apps offer all of them.</summary>
    public bool VisibleInPicker => true;

    /// <summary>Those whose pictures can be shown.</summary>
    public static IReadOnlyList<CustomEmojiJson> Of(IReadOnlyList<EmojiModel> emojis, Addresses addresses) =>
        emojis.Count == 0
            ? []
            :
            [
                .. emojis
                    .Where(e => e.FileKey is not null)
                    .Select(e => new CustomEmojiJson(
                        e.Shortcode,
                        addresses.Media($"{e.FileKey}/{EmojiFiles.Moving}"),
                        addresses.Media($"{e.FileKey}/{EmojiFiles.Still}"),
                        e.Category
                    )),
            ];
}
