using System.Buffers;
using System.Text.Json;
using System.Xml;
using Weft.Core.Posts.Text;

namespace Weft.Federation.Documents.Posts;

/// <summary>Reads the attachments of posts.</summary>
internal static class AttachmentReading
{
    /// <summary>Of several files of a film the one next to this is for apps to play.</summary>
    private const int BestHeight = 720;

    private static readonly SearchValues<char> Base83 = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
    );

    public static (List<MediaAttachment> Media, List<string> Previews) Read(ForeignObject post)
    {
        (List<MediaAttachment> media, List<string> previews) = ([], []);
        foreach (ForeignObject attachment in post.Objects("attachment"))
        {
            if (attachment.Is("Link") && LinkedPicture(attachment) is { } picture)
            {
                media.Add(picture);
            }
            else if (attachment.Is("Link"))
            {
                if (attachment.Link("href") is { } href)
                {
                    previews.Add(href);
                }
            }
            else if (attachment.Is("Document") || attachment.Is("Image") || attachment.Is("Video") || attachment.Is("Audio"))
            {
                if (Media(attachment) is { } file)
                {
                    media.Add(file);
                }
            }
            else
            {
                post.Drop("attachment", DropReason.UnknownKind);
            }
        }

        return (media, previews);
    }

    /// <summary>What a Video or an Audio is itself: its files are among its addresses, within a playlist too (PeerTube).</summary>
    public static MediaAttachment? Itself(ForeignObject json, string kind, string? preview)
    {
        string wanted = kind == "Video" ? "video/" : "audio/";
        IEnumerable<ForeignObject> links = json.Objects("url", Limits.Links);
        ForeignObject? file = links
            .Concat(links.SelectMany(link => link.Objects("tag", Limits.Links)))
            .Where(link =>
                link.MediaType("mediaType")?.StartsWith(wanted, StringComparison.Ordinal) == true && link.Link("href") is not null
            )
            .OrderBy(link => Math.Abs((link.Count("height") ?? 0) - BestHeight))
            .FirstOrDefault();
        return file is null
            ? null
            : new MediaAttachment(
                file.Link("href")!,
                file.MediaType("mediaType"),
                kind,
                null,
                Blurhash(json),
                null,
                Pixels(file, "width") ?? Pixels(json, "width"),
                Pixels(file, "height"),
                Duration(json),
                preview
            );
    }

    // Lemmy says of a picture that it is a link; a link to a page says nothing of its type, or that it is HTML.
    private static MediaAttachment? LinkedPicture(ForeignObject link) =>
        link.MediaType("mediaType") is { } type && type.StartsWith("image/", StringComparison.Ordinal) && link.Link("href") is { } href
            ? new MediaAttachment(
                href,
                type,
                "Image",
                Description(link),
                null,
                null,
                Pixels(link, "width"),
                Pixels(link, "height"),
                null,
                null
            )
            : null;

    /// <summary>How long something plays: <c>PT65S</c>.</summary>
    public static TimeSpan? Duration(ForeignObject json)
    {
        string? text = json.Raw("duration").ValueKind == JsonValueKind.String ? json.Word("duration", 40) : null;
        try
        {
            return text is not null && XmlConvert.ToTimeSpan(text) is { Ticks: > 0 } duration ? duration : null;
        }
        catch (Exception invalid) when (invalid is FormatException or OverflowException)
        {
            json.Drop("duration", DropReason.NotATime);
            return null;
        }
    }

    private static MediaAttachment? Media(ForeignObject json)
    {
        // Pleroma has several Links in url, the first of them is the file itself.
        IReadOnlyList<ForeignLink> links = json.Has("url") ? json.AllLinks("url") : json.AllLinks("href");
        if (links.Count == 0)
        {
            return null;
        }

        // Pleroma says how large it is in the Link.
        ForeignObject? inner = json.Objects("url", 1).FirstOrDefault();
        return new MediaAttachment(
            links[0].Href,
            json.MediaType("mediaType") ?? links[0].MediaType,
            json.Types[0],
            Description(json),
            Blurhash(json),
            Focus(json),
            Pixels(json, "width") ?? (inner is null ? null : Pixels(inner, "width")),
            Pixels(json, "height") ?? (inner is null ? null : Pixels(inner, "height")),
            Duration(json),
            json.Picture("icon")?.Url
        );
    }

    private static string? Description(ForeignObject json)
    {
        string? words = json.Text("name", Limits.Description) ?? json.Text("summary", Limits.Description);
        return words is null || Clean.Text(words) is not { Length: > 0 } cleaned ? null : cleaned;
    }

    private static string? Blurhash(ForeignObject json)
    {
        string? hash = json.Word("blurhash");
        if (hash is null || (hash.Length >= 6 && !hash.AsSpan().ContainsAnyExcept(Base83)))
        {
            return hash;
        }

        json.Drop("blurhash", DropReason.Invalid);
        return null;
    }

    private static FocalPoint? Focus(ForeignObject json)
    {
        if (!json.Has("focalPoint"))
        {
            return null;
        }

        double[] numbers =
        [
            .. json.Values("focalPoint", 2)
                .Where(v => v.ValueKind == JsonValueKind.Number)
                .Select(v => v.TryGetDouble(out double number) ? number : double.NaN),
        ];
        // One that lies outside is at the edge.
        if (numbers.Length == 2 && numbers.All(double.IsFinite))
        {
            return new FocalPoint(Math.Clamp(numbers[0], -1, 1), Math.Clamp(numbers[1], -1, 1));
        }

        json.Drop("focalPoint", DropReason.Invalid);
        return null;
    }

    private static int? Pixels(ForeignObject json, string name) => json.Count(name) is { } count and > 0 and <= 100_000 ? (int)count : null;
}
