using System.Buffers;
using System.Text.Json;
using System.Xml;
using Weft.Core.Posts.Text;

namespace Weft.Federation.Documents.Posts;

/// <summary>Reads the attachments of posts.</summary>
internal static class AttachmentReading
{
    private static readonly SearchValues<char> Base83 = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
    );

    public static (List<MediaAttachment> Media, List<string> Previews) Read(ForeignObject post)
    {
        (List<MediaAttachment> media, List<string> previews) = ([], []);
        foreach (ForeignObject attachment in post.Objects("attachment"))
        {
            if (attachment.Is("Link"))
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

        string? description = json.Text("name", Limits.Description) ?? json.Text("summary", Limits.Description);
        return new MediaAttachment(
            links[0].Href,
            json.MediaType("mediaType") ?? links[0].MediaType,
            json.Types[0],
            description is null || Clean.Text(description) is not { Length: > 0 } cleaned ? null : cleaned,
            Blurhash(json),
            Focus(json),
            Pixels(json, "width"),
            Pixels(json, "height"),
            Duration(json),
            json.Picture("icon")?.Url
        );
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
        if (numbers.Length == 2 && numbers.All(n => n is >= -1 and <= 1))
        {
            return new FocalPoint(numbers[0], numbers[1]);
        }

        json.Drop("focalPoint", DropReason.Invalid);
        return null;
    }

    private static int? Pixels(ForeignObject json, string name) => json.Count(name) is { } count and > 0 and <= 100_000 ? (int)count : null;
}
