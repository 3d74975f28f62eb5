using System.Text.Json;
using Weft.Core.Emojis;

namespace Weft.Federation.Presenting;

/// <summary>Writes this server's custom emoji, alone and as tags of what uses them.</summary>
/// <param name="addresses">This server's.</param>
public sealed class EmojiJson(LocalAddresses addresses)
{
    /// <summary>The document of an emoji.</summary>
    public byte[] Write(EmojiModel emoji) => ForeignReadable.Document(JsonContexts.Note, json => Members(json, emoji, addresses));

    internal static void WriteAll(Utf8JsonWriter json, IReadOnlyList<EmojiModel> emojis, LocalAddresses addresses)
    {
        foreach (EmojiModel emoji in emojis)
        {
            json.WriteStartObject();
            Members(json, emoji, addresses);
            json.WriteEndObject();
        }
    }

    private static void Members(Utf8JsonWriter json, EmojiModel emoji, LocalAddresses addresses)
    {
        json.WriteString("id", addresses.Emoji(emoji.Id));
        json.WriteString("type", "Emoji");
        json.WriteString("name", $":{emoji.Shortcode}:");
        json.WriteMoment("updated", emoji.UpdatedAt);
        json.WriteStartObject("icon");
        json.WriteString("type", "Image");
        json.WriteString("mediaType", "image/webp");
        json.WriteString("url", addresses.Media(emoji.Moving));
        json.WriteEndObject();
    }
}
