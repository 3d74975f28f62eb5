namespace Weft.Core.Media.Remote;

/// <summary>A medium of a post of another server, as it comes; its addresses are of http or https.</summary>
/// <param name="Kind">What it is said to be; <see cref="MediaKind.Gifv"/> for a picture of a type that mostly moves (GIF).</param>
/// <param name="Url">Where it is.</param>
public sealed record ReceivedMedia(MediaKind Kind, string Url)
{
    /// <summary>Where a picture is that stands for a video or a sound.</summary>
    public string? PreviewUrl { get; init; }

    /// <summary>Whether it is said to be a picture, moving or not.</summary>
    public bool IsPicture => Kind is MediaKind.Image or MediaKind.Gifv;

    /// <summary>What is to be seen or heard; more than <see cref="MediaLimits.Description"/> characters are cut.</summary>
    public string? Description { get; init; }

    /// <summary>Its colours; what is no blurhash is left out.</summary>
    public string? Blurhash { get; init; }

    /// <summary>The point to keep in sight; brought into −1 to 1.</summary>
    public (double X, double Y) Focus { get; init; }

    /// <summary>In pixels; what cannot be is left out. 0 for unknown.</summary>
    public (int Width, int Height) Size { get; init; }

    /// <summary>How long it plays; null when that is not said.</summary>
    public TimeSpan? Duration { get; init; }
}
