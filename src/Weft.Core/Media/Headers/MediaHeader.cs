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
}

/// <summary>What the header of a file says.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Width">In pixels, as stored: not yet turned upright.</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="Frames">How many pictures; 1 for what stands still.</param>
public sealed record MediaHeader(MediaFormat Format, int Width, int Height, int Frames);
