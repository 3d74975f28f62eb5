namespace Weft.Core.Media.Photos;

/// <summary>How large the pictures are that are made of a photo. None is ever larger than the photo.</summary>
internal static class PhotoSizes
{
    /// <summary>Pixels of the largest one: 3,840 × 2,160 in whatever shape.</summary>
    public const double OriginalPixels = 3_840 * 2_160;

    /// <summary>The longer side of the largest one.</summary>
    public const int OriginalSide = 8_192;

    /// <summary>The longer side of the one in between, for a column on a sharp screen.</summary>
    public const int Medium = 1_280;

    /// <summary>The longer side of the preview.</summary>
    public const int Small = 640;

    /// <summary>The largest picture of a photo of that size.</summary>
    public static (int Width, int Height) Bound(int width, int height) =>
        Scale(
            width,
            height,
            Math.Min(Math.Sqrt(OriginalPixels / ((double)width * height)), OriginalSide / (double)Math.Max(width, height))
        );

    /// <summary>The photo within a square.</summary>
    public static (int Width, int Height) Within(int width, int height, int side) =>
        Scale(width, height, side / (double)Math.Max(width, height));

    private static (int Width, int Height) Scale(int width, int height, double factor) =>
        factor >= 1 ? (width, height) : (Math.Max(1, (int)Math.Round(width * factor)), Math.Max(1, (int)Math.Round(height * factor)));
}
