using Weft.Core.Media.Photos;
using Weft.Core.Media.Remote;

namespace Weft.Core.Media;

/// <summary>A photo or video as everyone who may see its post sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The unguessable name under which its files are.</param>
/// <param name="Extension">How the file to show ends; empty while it is not ready.</param>
/// <param name="PreviewExtension">How its smaller pictures end; empty for none.</param>
/// <param name="Width">In pixels; 0 for sounds.</param>
/// <param name="Height">In pixels; 0 for sounds.</param>
/// <param name="MediumWidth">The width of the picture in between; 0 for none.</param>
/// <param name="MediumHeight">Its height.</param>
/// <param name="SmallWidth">The width of the preview; 0 for none.</param>
/// <param name="SmallHeight">Its height.</param>
/// <param name="Blurhash">Its colours until it is loaded.</param>
/// <param name="FocusX">The point to keep in sight, −1 (left) to 1.</param>
/// <param name="FocusY">The point to keep in sight, −1 (bottom) to 1.</param>
/// <param name="Description">What is to be seen; empty for none.</param>
/// <param name="DurationMs">How long it plays, in milliseconds; 0 for pictures.</param>
/// <param name="FrameRate">Pictures in a second, such as <c>30/1</c>.</param>
/// <param name="Bitrate">Bits in a second; 0 for pictures.</param>
public sealed record MediaModel(
    long Id,
    MediaKind Kind,
    string Key,
    string Extension,
    string PreviewExtension,
    int Width,
    int Height,
    int MediumWidth,
    int MediumHeight,
    int SmallWidth,
    int SmallHeight,
    string? Blurhash,
    double FocusX,
    double FocusY,
    string Description,
    long DurationMs,
    string? FrameRate,
    int Bitrate
)
{
    /// <summary>What stands in for a picture whose size nobody has said: as wide as films are.</summary>
    private static readonly (int Width, int Height) Frame = (1_280, 720);

    /// <summary>The language of its captions (ISO 639); null for none.</summary>
    public string? Captions { get; init; }

    /// <summary>What is heard of it; null for nothing, and for what is not known.</summary>
    public SoundModel? Sound { get; init; }

    /// <summary>The name under which the pictures are that its owner chose for it; null for those that were made of it.</summary>
    public string? PreviewKey { get; init; }

    /// <summary>How loud a sound is in each hundredth of it, a hexadecimal digit each; null for what is seen.</summary>
    public string? Waveform { get; init; }

    /// <summary>The path of the captions; null for none.</summary>
    public string? CaptionsFile => Captions is null ? null : $"{Key}/captions.vtt";

    /// <summary>Where it is at its own server; null for what was uploaded here.</summary>
    public string? RemoteUrl { get; init; }

    /// <summary>Where the picture is at its own server that stands for a video or a sound there.</summary>
    public string? RemotePreviewUrl { get; init; }

    /// <summary>
    /// The path at which a video or a sound of another server is played here; null for what is played at its own server:
    /// where ffmpeg is missing, or when it is said to play longer than is taken.
    /// </summary>
    public string? Film { get; init; }

    /// <summary>False while nobody knows how large it is: then it is shown in a frame, whose size this one has.</summary>
    public bool HasSize { get; init; } = true;

    /// <summary>The path of the file to show, as <see cref="MediaPaths"/> reads it; of another server's as <see cref="PictureSeal"/> does.</summary>
    public string Original => PathOf(Key, "original", Extension);

    /// <summary>The path of the picture in between; null for none.</summary>
    public string? Medium => MediumWidth > 0 ? PathOf(PreviewKey ?? Key, "medium", PreviewExtension) : null;

    /// <summary>The path of the preview; null for none.</summary>
    public string? Small => SmallWidth > 0 ? PathOf(PreviewKey ?? Key, "small", PreviewExtension) : null;

    /// <summary>The type of the file to show.</summary>
    public string ContentType => MediaPaths.TypeOf(Extension) ?? "application/octet-stream";

    internal static MediaModel Of(MediaAttachment row) =>
        new(
            row.Id,
            row.Kind,
            row.Key,
            row.Extension,
            row.PreviewExtension,
            row.Width,
            row.Height,
            row.MediumWidth,
            row.MediumHeight,
            row.SmallWidth,
            row.SmallHeight,
            row.Blurhash,
            row.FocusX,
            row.FocusY,
            row.Description,
            row.DurationMs,
            row.FrameRate,
            row.Bitrate
        )
        {
            Captions = row.Captions,
            Sound = row.AudioCodec is { } codec ? new SoundModel(codec, row.AudioRate, row.AudioChannels) : null,
            PreviewKey = row.PreviewKey,
            Waveform = row.Waveform,
        };

    /// <summary>A medium of another server: its picture is shown by a sealed path, within the sizes of photos here.</summary>
    internal static MediaModel Of(RemoteMedia row, PictureSeal seal)
    {
        bool hasSize = row.Width > 0 && row.Height > 0;
        string? picture = row.IsPicture ? row.Url : row.PreviewUrl;
        PictureKind pictures = row.IsPicture ? PictureKind.Photo : PictureKind.Poster;
        string? film =
            row.Kind != MediaKind.Image && row.DurationMs <= MediaLimits.Seconds * 1_000 + 500 && seal.PlaysFilms()
                ? seal.PathOf(PictureKind.Film, row.Id, row.Url)
                : null;
        // What moves but cannot be played here is shown standing still.
        MediaKind kind = row.IsPicture && film is null ? MediaKind.Image : row.Kind;
        // Where its server has no picture of a film, one is made when it is made ready here.
        string? key =
            picture is not null ? seal.PathOf(pictures, row.Id, picture)
            : row.Kind == MediaKind.Audio ? null
            : film;
        (int Width, int Height) whole = hasSize ? PhotoSizes.Bound(row.Width, row.Height) : Frame;
        (int Width, int Height) medium = PhotoSizes.Within(whole.Width, whole.Height, PhotoSizes.Medium);
        (int Width, int Height) small = PhotoSizes.Within(medium.Width, medium.Height, PhotoSizes.Small);
        bool hasMedium = key is not null && (medium != whole || picture is null);
        bool isSound = row.Kind == MediaKind.Audio;
        return new MediaModel(
            row.Id,
            kind,
            key ?? "",
            "",
            "",
            isSound ? 0 : whole.Width,
            isSound ? 0 : whole.Height,
            hasMedium ? medium.Width : 0,
            hasMedium ? medium.Height : 0,
            key is null ? 0 : small.Width,
            key is null ? 0 : small.Height,
            row.Blurhash,
            row.FocusX,
            row.FocusY,
            row.Description,
            row.DurationMs,
            null,
            0
        )
        {
            RemoteUrl = row.Url,
            RemotePreviewUrl = kind == MediaKind.Image ? null : row.PreviewUrl,
            Film = film is null ? null : film + "/original",
            Waveform = row.Waveform,
            HasSize = hasSize,
        };
    }

    private string PathOf(string key, string size, string extension) => RemoteUrl is null ? $"{key}/{size}.{extension}" : $"{key}/{size}";
}

/// <summary>What is heard of a video or a sound.</summary>
/// <param name="Encoding">How it is encoded, such as <c>aac (LC)</c>.</param>
/// <param name="Rate">Samples in a second.</param>
/// <param name="Channels">How many there are: 2 for stereo.</param>
public sealed record SoundModel(string Encoding, int Rate, int Channels);
