using NetVips;

namespace Weft.Core.Media.Photos;

/// <summary>Makes a portrait or banner of exactly one size: the middle of the photo.</summary>
internal static class MakePicture
{
    /// <summary>Writes one file; answers its name.</summary>
    /// <param name="path">The upload.</param>
    /// <param name="format">What its header said.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="size">The largest size; a smaller photo keeps its pixels and gets the shape.</param>
    /// <exception cref="BrokenMediaException">It cannot be read.</exception>
    public static string Run(string path, MediaFormat format, string folder, string name, (int Width, int Height) size)
    {
        try
        {
            using Image upright = Pictures.Load(path, format);
            using Image shaped = Shape(upright, size);
            string file = $"{name}.{Pictures.ExtensionOf(shaped, format)}";
            Pictures.Save(shaped, Path.Combine(folder, file));
            return file;
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }

    private static Image Shape(Image image, (int Width, int Height) size)
    {
        double factor = Math.Min(1, Math.Max((double)size.Width / image.Width, (double)size.Height / image.Height));
        using Image scaled = Pictures.Shrink(
            image,
            (Math.Max(1, (int)Math.Round(image.Width * factor)), Math.Max(1, (int)Math.Round(image.Height * factor)))
        );
        double ratio = (double)size.Width / size.Height;
        int width = Math.Clamp((int)Math.Round(Math.Min(scaled.Width, scaled.Height * ratio)), 1, scaled.Width);
        int height = Math.Clamp((int)Math.Round(Math.Min(scaled.Height, scaled.Width / ratio)), 1, scaled.Height);
        return scaled.Crop((scaled.Width - width) / 2, (scaled.Height - height) / 2, width, height);
    }
}
