using System.Globalization;

namespace Weft.Core.Media.Films;

/// <summary>How films and sounds are written: as every browser and telephone plays them.</summary>
internal static class FilmEncoding
{
    private const int LongSide = 1_920;
    private const int ShortSide = 1_080;
    private const int MaxRate = 60;

    /// <summary>Above that a video is made smaller even if its codec fits: it would not play on the way.</summary>
    private const int MaxBitrate = 10_000_000;

    /// <summary>Of tags, chapters and data streams nothing is kept.</summary>
    public static IReadOnlyList<string> Clean { get; } = ["-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-fflags", "+bitexact"];

    /// <summary>A file that lies about its length ends here.</summary>
    public static IReadOnlyList<string> Limit { get; } = ["-t", (MediaLimits.Seconds + 2).ToString(CultureInfo.InvariantCulture)];

    /// <summary>AAC in stereo.</summary>
    public static IReadOnlyList<string> Sound { get; } = ["-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"];

    /// <summary>
    /// As it is, but for the notes between pictures (SEI, ITU-T H.264 annex D): cameras write there where they were, and
    /// with which settings.
    /// </summary>
    public static IReadOnlyList<string> Copied { get; } = ["-c:v", "copy", "-bsf:v", "filter_units=remove_types=6"];

    /// <summary>An MP4 that begins to play before it has come whole.</summary>
    public static string[] Mp4(string path) => ["-movflags", "+faststart", "-write_tmcd", "0", "-f", "mp4", "file:" + path];

    /// <summary>The same for sound alone.</summary>
    public static string[] M4a(string path) => ["-movflags", "+faststart", "-f", "ipod", "file:" + path];

    /// <summary>How long the making may take, for something that plays so long: the slowest machines need six times as long.</summary>
    public static TimeSpan LimitFor(double seconds) =>
        TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(6 * (seconds > 0 ? Math.Min(seconds, MediaLimits.Seconds) : MediaLimits.Seconds));

    /// <summary>True for what plays everywhere as it is.</summary>
    public static bool Fits(FilmFacts facts, string demuxer) =>
        demuxer == "mov"
        && facts is { Bitrate: > 0 and <= MaxBitrate }
        && facts.Video
            is { Codec: "h264", PixelFormat: "yuv420p" or "yuvj420p", IsTurned: false, IsStretched: false, IsBright: false } video
        && facts.Sound is null or { Codec: "aac" }
        && video.Rate is > 0 and <= MaxRate + 1
        && Math.Max(video.Width, video.Height) <= LongSide
        && Math.Min(video.Width, video.Height) <= ShortSide
        && video.Width % 2 == 0
        && video.Height % 2 == 0;

    /// <summary>H.264 within Full HD.</summary>
    /// <param name="video">The size as shown.</param>
    /// <param name="before">Filters that come before, each with its comma.</param>
    public static string[] Encode(VideoFacts video, string before) =>
        [
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-crf",
            "23",
            "-maxrate",
            "6M",
            "-bufsize",
            "12M",
            "-vf",
            $"{before}scale={Size(video)}:flags=bicubic,setsar=1,format=yuv420p",
            .. video.Rate > MaxRate + 1 ? (string[])["-r", MaxRate.ToString(CultureInfo.InvariantCulture)] : [],
        ];

    /// <summary>Colours of screens, for pictures that were no film: what is not said is guessed by the size.</summary>
    public static IReadOnlyList<string> ScreenColours { get; } =
    ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"];

    /// <summary>Filters that bring bright pictures to usual screens.</summary>
    public static string Dimmed =>
        "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,";

    private static string Size(VideoFacts video)
    {
        (int longer, int shorter) = (Math.Max(1, Math.Max(video.Width, video.Height)), Math.Max(1, Math.Min(video.Width, video.Height)));
        double factor = Math.Min(1, Math.Min((double)LongSide / longer, (double)ShortSide / shorter));
        return string.Create(CultureInfo.InvariantCulture, $"{Even(video.Width * factor)}:{Even(video.Height * factor)}");
    }

    /// <summary>H.264 of this kind has even sides.</summary>
    private static int Even(double pixels) => Math.Max(2, (int)Math.Round(pixels / 2) * 2);
}
