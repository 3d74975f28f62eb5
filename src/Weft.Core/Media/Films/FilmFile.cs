using System.Globalization;

namespace Weft.Core.Media.Films;

/// <summary>A file for ffmpeg.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Demuxer">The one part of ffmpeg that may open it: no playlist is taken for a film.</param>
internal sealed record FilmFile(string Path, string Demuxer)
{
    /// <summary>A file of ours.</summary>
    public static FilmFile Made(string path) => new(path, "mov");

    /// <summary>The arguments that name it: files are opened, and no addresses.</summary>
    /// <param name="decoders">Those that may read it.</param>
    public string[] Input(string decoders) =>
        [
            "-v",
            "error",
            "-protocol_whitelist",
            "file",
            "-format_whitelist",
            Demuxer,
            "-codec_whitelist",
            decoders,
            "-max_pixels",
            MediaLimits.FilmPixels.ToString(CultureInfo.InvariantCulture),
            "-f",
            Demuxer,
            "-i",
            "file:" + Path,
        ];
}
