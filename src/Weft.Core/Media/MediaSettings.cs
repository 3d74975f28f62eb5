using Weft.Core.Media.Files;

namespace Weft.Core.Media;

/// <summary>What an operator says of media.</summary>
/// <param name="VideoBytes">How large a video or sound may be that comes.</param>
/// <param name="Ffmpeg">The folder in which <c>ffmpeg</c> and <c>ffprobe</c> are; null to look where the system looks.</param>
public sealed record MediaSettings(long VideoBytes, string? Ffmpeg)
{
    /// <summary>The folder in which libheif's <c>heif-dec</c> or <c>heif-convert</c> is; null to look where the system looks.</summary>
    public string? Heif { get; init; }

    /// <summary>Where the files of uploads are.</summary>
    public MediaStore Store { get; init; }

    /// <summary>Where the S3-compatible store is; null when nothing is said.</summary>
    public S3Settings? S3 { get; init; }

    /// <summary>What holds when nothing is said: 100 MB, the system's ffmpeg.</summary>
    public static MediaSettings Usual { get; } = new(100L * 1024 * 1024, null);
}
