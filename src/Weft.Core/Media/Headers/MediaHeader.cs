namespace Weft.Core.Media;

/// <summary>What a file is, by its first bytes.</summary>
public enum MediaFormat
{
    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG, moving or not.</summary>
    Png,

    /// <summary>GIF, moving or not.</summary>
    Gif,

    /// <summary>WebP, moving or not.</summary>
    Webp,

    /// <summary>AVIF.</summary>
    Avif,

    /// <summary>MP4 and QuickTime, with or without pictures.</summary>
    Mp4,

    /// <summary>WebM and Matroska.</summary>
    Webm,

    /// <summary>A GIF that moves, where ffmpeg can make a video of it.</summary>
    MovingGif,

    /// <summary>A WebP that moves, where ffmpeg can make a video of it.</summary>
    MovingWebp,

    /// <summary>A PNG that moves, where ffmpeg can make a video of it.</summary>
    MovingPng,

    /// <summary>MP3.</summary>
    Mp3,

    /// <summary>Ogg: Opus, Vorbis.</summary>
    Ogg,

    /// <summary>WAVE.</summary>
    Wav,

    /// <summary>FLAC.</summary>
    Flac,

    /// <summary>AAC by itself.</summary>
    Aac,

    /// <summary>HEIC, and other pictures in its container; at the end, since numbers are stored.</summary>
    Heic,
}

/// <summary>What the header of a file says.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Width">In pixels, as stored: not yet turned upright; 0 for what ffprobe has to tell.</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="Frames">How many pictures; 1 for what stands still.</param>
public sealed record MediaHeader(MediaFormat Format, int Width, int Height, int Frames);
