namespace Weft.Core.Media;

/// <summary>What is taken. All of it is checked on the bytes of the header, before a library sees the file.</summary>
public static class MediaLimits
{
    /// <summary>Media of one post.</summary>
    public const int OfPost = 20;

    /// <summary>Characters of a description.</summary>
    public const int Description = 1_500;

    /// <summary>Bytes of a photo.</summary>
    public const int PhotoBytes = 16 * 1024 * 1024;

    /// <summary>Pixels of a photo, or of one picture of a moving one.</summary>
    public const int PhotoPixels = 64 * 1024 * 1024;

    /// <summary>Pixels on one side.</summary>
    public const int Side = 32_768;

    /// <summary>Pictures of a moving photo.</summary>
    public const int Frames = 1_000;

    /// <summary>Pixels of all pictures of a moving photo together.</summary>
    public const long FramePixels = 512L * 1024 * 1024;

    /// <summary>Bytes of a profile, a text or a note that stands beside the picture.</summary>
    public const int SidePart = 4 * 1024 * 1024;

    /// <summary>How long a video or sound may play, in seconds.</summary>
    public const int Seconds = 300;

    /// <summary>Pixels of one picture of a video that comes: 7,680 × 4,320.</summary>
    public const int FilmPixels = 7_680 * 4_320;

    /// <summary>Pictures in one second of a video that comes.</summary>
    public const int FilmRate = 240;

    /// <summary>Uploads of one account that no post shows.</summary>
    public const int Unattached = 100;

    /// <summary>How long an upload stays that no post shows.</summary>
    public static readonly TimeSpan UnattachedFor = TimeSpan.FromDays(1);

    /// <summary>The types of videos and sounds that are taken where ffmpeg is there.</summary>
    public static IReadOnlyList<string> FilmTypes { get; } =
    [
        "video/mp4",
        "video/quicktime",
        "video/webm",
        "audio/mpeg",
        "audio/mp4",
        "audio/x-m4a",
        "audio/aac",
        "audio/ogg",
        "audio/opus",
        "audio/webm",
        "audio/wav",
        "audio/x-wav",
        "audio/flac",
        "audio/x-flac",
    ];

    /// <summary>The types of photos that are taken, for apps to choose from.</summary>
    public static IReadOnlyList<string> PhotoTypes { get; } = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];

    /// <summary>The types of photos that are taken where libheif's program is there.</summary>
    public static IReadOnlyList<string> HeicTypes { get; } = ["image/heic", "image/heif"];
}
