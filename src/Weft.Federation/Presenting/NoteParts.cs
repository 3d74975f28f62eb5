using System.Text.Json;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Presenting;

/// <summary>Writes what hangs on a post.</summary>
internal static class NoteParts
{
    public static void Attachments(Utf8JsonWriter json, IReadOnlyList<MediaAttachment> media)
    {
        json.WriteStartArray("attachment");
        foreach (MediaAttachment file in media)
        {
            json.WriteStartObject();
            json.WriteString("type", "Document");
            json.WriteSaid("mediaType", file.MediaType);
            json.WriteString("url", file.Url);
            json.WriteString("name", file.Description);
            json.WriteSaid("blurhash", file.Blurhash);
            if (file.Focus is { } focus)
            {
                json.WriteStartArray("focalPoint");
                json.WriteNumberValue(focus.X);
                json.WriteNumberValue(focus.Y);
                json.WriteEndArray();
            }

            if (file is { Width: { } width, Height: { } height })
            {
                json.WriteNumber("width", width);
                json.WriteNumber("height", height);
            }

            if (file.Duration is { } duration)
            {
                json.WriteString("duration", System.Xml.XmlConvert.ToString(duration));
            }

            if (file.Preview is { } preview)
            {
                // What Mastodon shows of a video before it plays.
                json.WriteStartObject("icon");
                json.WriteString("type", "Image");
                json.WriteString("mediaType", "image/jpeg");
                json.WriteString("url", preview);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Tags(Utf8JsonWriter json, PresentedNote note, LocalAddresses addresses)
    {
        json.WriteStartArray("tag");
        foreach (MentionedActor mention in note.Mentions)
        {
            Tag(json, "Mention", mention.Id, $"@{mention.Username}@{mention.Domain}");
        }

        foreach (string tag in note.Post.Tags)
        {
            Tag(json, "Hashtag", addresses.Tag(tag), "#" + tag);
        }

        EmojiJson.WriteAll(json, note.Post.Emojis, addresses);
        if (note.Quote is { } quote)
        {
            json.WriteStartObject();
            json.WriteString("type", "Link");
            json.WriteString("mediaType", Documents.ActivityStreams.LinkedDataMediaType);
            json.WriteString("href", quote.Id);
            json.WriteString("rel", Documents.ObjectLinkTag.Quote);
            json.WriteString("name", "RE: " + quote.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Poll(Utf8JsonWriter json, Poll? poll)
    {
        if (poll is null)
        {
            return;
        }

        if (poll.EndsAt is { } end)
        {
            json.WriteMoment("endTime", end);
            if (poll.Closed)
            {
                json.WriteMoment("closed", end);
            }
        }

        if (poll.VotersCount is { } voters)
        {
            json.WriteNumber("votersCount", voters);
        }

        json.WriteStartArray(poll.Multiple ? "anyOf" : "oneOf");
        foreach (PollOption option in poll.Options)
        {
            json.WriteStartObject();
            json.WriteString("type", "Note");
            json.WriteString("name", option.Name);
            json.WriteStartObject("replies");
            json.WriteString("type", "Collection");
            json.WriteNumber("totalItems", option.Votes);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tag(Utf8JsonWriter json, string type, string href, string name)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("href", href);
        json.WriteString("name", name);
        json.WriteEndObject();
    }
}
