using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Federation.Documents.Posts;
using MediaAttachment = Weft.Federation.Documents.Posts.MediaAttachment;

namespace Weft.Federation.Posts;

/// <summary>Reads in Weft's words what a foreign post shows.</summary>
internal static class PostAttachments
{
    private static readonly string[] Films = [".mp4", ".m4v", ".webm", ".mov", ".ogv", ".mkv"];
    private static readonly string[] Sounds = [".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"];
    private static readonly string[] Moving = [".gif", ".apng"];
    private static readonly string[] MovingTypes = ["image/gif", "image/apng", "image/vnd.mozilla.apng"];
    private static readonly string[] Others = [".svg", ".pdf", ".zip", ".txt", ".html"];

    /// <summary>Its media, in their order: what is attached; else the picture that stands for it, and what it is itself.</summary>
    public static IReadOnlyList<ReceivedMedia> Of(PostDocument post)
    {
        List<ReceivedMedia> media = [.. post.Media.Select(Read).OfType<ReceivedMedia>().Take(MediaLimits.OfPost)];
        // Of a note it is said twice (WordPress), or stands for its author.
        if (media.Count == 0 && post.Kind is not (PostKind.Note or PostKind.Question or PostKind.ChatMessage))
        {
            if (post.Picture is { } picture)
            {
                media.Add(new ReceivedMedia(MediaKind.Image, picture.Url) { Description = picture.Description });
            }
            else if (post.Kind == PostKind.Image && post.Links.FirstOrDefault(IsPicture) is { } file)
            {
                media.Add(new ReceivedMedia(MediaKind.Image, file.Href) { Description = post.Name });
            }
        }

        return media;
    }

    /// <summary>Whether it can be shown; what can't is a link.</summary>
    public static bool IsShown(MediaAttachment media) => KindOf(media) is not null;

    private static ReceivedMedia? Read(MediaAttachment media) =>
        KindOf(media) is { } kind
            ? new ReceivedMedia(kind, media.Url)
            {
                PreviewUrl = kind is MediaKind.Image or MediaKind.Gifv ? null : media.Preview,
                Description = media.Description,
                Blurhash = media.Blurhash,
                Focus = media.Focus is { } focus ? (focus.X, focus.Y) : (0, 0),
                Size = media is { Width: { } width, Height: { } height } ? (width, height) : (0, 0),
                Duration = media.Duration,
            }
            : null;

    /// <summary>By the type that is said, else by the object's own, else by how the address ends.</summary>
    private static MediaKind? KindOf(MediaAttachment media) =>
        media.MediaType?.Split('/')[0] switch
        {
            "image" => KindOfPicture(media.MediaType),
            "video" => MediaKind.Video,
            "audio" => MediaKind.Audio,
            null or "application" when media.MediaType is null or "application/octet-stream" => media.Kind switch
            {
                "Image" => KindOf(media.Url) == MediaKind.Gifv ? MediaKind.Gifv : MediaKind.Image,
                "Video" => MediaKind.Video,
                "Audio" => MediaKind.Audio,
                _ => KindOf(media.Url),
            },
            _ => null,
        };

    /// <summary>A GIF mostly moves; whether it does is seen when it is fetched, as of all pictures.</summary>
    private static MediaKind? KindOfPicture(string type) =>
        type.StartsWith("image/svg", StringComparison.Ordinal) ? null
        : MovingTypes.Contains(type.Split(';')[0].Trim()) ? MediaKind.Gifv
        : MediaKind.Image;

    private static MediaKind? KindOf(string address)
    {
        string path = address.Split('?', '#')[0];
        bool Ends(string[] with) => Array.Exists(with, end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return Ends(Films) ? MediaKind.Video
            : Ends(Sounds) ? MediaKind.Audio
            : Ends(Moving) ? MediaKind.Gifv
            : Ends(Others) ? null
            : MediaKind.Image;
    }

    private static bool IsPicture(Documents.ForeignLink link) =>
        link.MediaType is { } type
        && type.StartsWith("image/", StringComparison.Ordinal)
        && !type.StartsWith("image/svg", StringComparison.Ordinal);
}
