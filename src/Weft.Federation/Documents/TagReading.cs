using System.Text.Json;

namespace Weft.Federation.Documents;

/// <summary>Reads the <c>tag</c> of actors, posts and reactions.</summary>
internal static class TagReading
{
    /// <summary>All kinds that Weft knows.</summary>
    public static (List<MentionTag> Mentions, List<HashtagTag> Hashtags, List<EmojiTag> Emojis, List<ObjectLinkTag> Links) Read(
        ForeignObject json
    )
    {
        (List<MentionTag> mentions, List<HashtagTag> hashtags, List<EmojiTag> emojis, List<ObjectLinkTag> links) = ([], [], [], []);
        foreach (ForeignObject tag in json.Objects("tag"))
        {
            if (tag.Is("Mention"))
            {
                if (tag.Id("href") is { } href)
                {
                    mentions.Add(new MentionTag(href, tag.Line("name", Limits.Name)));
                }
            }
            else if (tag.Is("Hashtag"))
            {
                if (tag.Line("name", Limits.Name)?.TrimStart('#', '＃') is { Length: > 0 } name)
                {
                    hashtags.Add(new HashtagTag(name));
                }
            }
            else if (tag.Is("Emoji"))
            {
                if (Emoji(tag) is { } emoji)
                {
                    emojis.Add(emoji);
                }
            }
            else if (tag.Is("Link"))
            {
                if (ObjectLink(tag) is { } link)
                {
                    links.Add(link);
                }
            }
            else
            {
                json.Drop("tag", DropReason.UnknownKind);
            }
        }

        return (mentions, hashtags, emojis, links);
    }

    /// <summary>The custom emoji alone.</summary>
    public static List<EmojiTag> Emojis(ForeignObject json) =>
        [.. json.Objects("tag").Where(t => t.Is("Emoji")).Select(Emoji).OfType<EmojiTag>()];

    private static EmojiTag? Emoji(ForeignObject tag)
    {
        string? shortcode = tag.Word("name")?.Trim().Trim(':');
        if (
            shortcode is null or ""
            || !shortcode.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '-' or '.')
            || tag.Picture("icon") is not { } icon
        )
        {
            tag.Drop("name", DropReason.Invalid);
            return null;
        }

        return new EmojiTag(tag.Id("id"), shortcode, icon.Url, icon.MediaType, tag.PastTime("updated"));
    }

    // Only a link that is said to lead to an object: all others stand in the text already.
    private static ObjectLinkTag? ObjectLink(ForeignObject tag)
    {
        bool toObject = tag.MediaType("mediaType") is ActivityStreams.MediaType or "application/ld+json";
        return toObject && tag.Id("href") is { } href
            ? new ObjectLinkTag(
                href,
                tag.Line("name", Limits.Name),
                [.. tag.Values("rel", 10).Where(v => v.ValueKind == JsonValueKind.String).Select(JsonStrings.Of)]
            )
            : null;
    }
}
