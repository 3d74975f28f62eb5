namespace Weft.Core.Media;

/// <summary>Which way each format goes.</summary>
internal static class MediaFormats
{
    /// <summary>True for what becomes a video or a sound; the rest are photos.</summary>
    public static bool IsFilm(this MediaFormat format) =>
        format is not (MediaFormat.Jpeg or MediaFormat.Png or MediaFormat.Gif or MediaFormat.Webp or MediaFormat.Avif or MediaFormat.Heic);

    /// <summary>What a photo is called that moves; null for those that do not, and where one of its pictures is too large for a film.</summary>
    public static MediaFormat? Moving(this MediaHeader header) =>
        header.Frames < 2 || (long)header.Width * header.Height > MediaLimits.FilmPixels
            ? null
            : header.Format switch
            {
                MediaFormat.Gif => MediaFormat.MovingGif,
                MediaFormat.Webp => MediaFormat.MovingWebp,
                MediaFormat.Png => MediaFormat.MovingPng,
                _ => null,
            };

    /// <summary>The one part of ffmpeg that may open a file of that format.</summary>
    public static string DemuxerOf(MediaFormat format) =>
        format switch
        {
            MediaFormat.Mp4 => "mov",
            MediaFormat.Webm => "matroska",
            MediaFormat.MovingPng => "apng",
            MediaFormat.Mp3 => "mp3",
            MediaFormat.Ogg => "ogg",
            MediaFormat.Wav => "wav",
            MediaFormat.Flac => "flac",
            MediaFormat.Aac => "aac",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "ffmpeg does not open it."),
        };
}
