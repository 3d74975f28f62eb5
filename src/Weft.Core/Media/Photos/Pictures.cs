using NetVips;

namespace Weft.Core.Media.Photos;

/// <summary>The steps from a stranger's file to pictures of ours. All of them throw <see cref="VipsException"/> for a broken file.</summary>
internal static class Pictures
{
    private const int JpegQuality = 85;
    private const int WebpQuality = 88;

    /// <summary>Opens a file with the loader of what its header said; the first picture of those that move.</summary>
    public static Image Open(string path, MediaFormat format) =>
        format switch
        {
            MediaFormat.Jpeg => Image.Jpegload(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
            // What a program of ours made of it.
            MediaFormat.Png or MediaFormat.Heic => Image.Pngload(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
            MediaFormat.Gif => Image.Gifload(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
            MediaFormat.Webp => Image.Webpload(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
            _ => Image.Heifload(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        };

    /// <summary>
    /// A picture within the largest size, upright and in sRGB, in memory: the file is read once, from its top to its end.
    /// </summary>
    public static Image Load(string path, MediaFormat format)
    {
        using Image opened = Open(path, format);
        using Image srgb = ToSrgb(opened);
        using Image bounded = Shrink(srgb, PhotoSizes.Bound(srgb.Width, srgb.Height));
        using Image pixels = bounded.CopyMemory();
        return Upright(pixels, format);
    }

    /// <summary>Opens all pictures of one that moves, below each other.</summary>
    public static Image OpenMoving(string path, MediaFormat format) =>
        format == MediaFormat.MovingGif
            ? Image.Gifload(path, n: -1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated)
            : Image.Webpload(path, n: -1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);

    /// <summary>
    /// Eight bits of sRGB, with or without transparency. Comes before anything is made smaller: colours of other spaces
    /// mixed as they stand are other colours.
    /// </summary>
    public static Image ToSrgb(Image image)
    {
        using Image coloured = Convert(image);
        using Image bytes = coloured.Format == Enums.BandFormat.Uchar ? coloured.Copy() : coloured.Cast(Enums.BandFormat.Uchar);
        return bytes.Bands > 4 ? bytes.ExtractBand(0, 4) : bytes.Copy();
    }

    /// <summary>Makes a picture smaller, to exactly that size; transparent pixels lend no colour to their neighbours.</summary>
    public static Image Shrink(Image image, (int Width, int Height) size)
    {
        if ((image.Width, image.Height) == size)
        {
            return image.Copy();
        }

        (double across, double down) = ((double)size.Width / image.Width, (double)size.Height / image.Height);
        if (!image.HasAlpha())
        {
            return image.Resize(across, vscale: down);
        }

        using Image premultiplied = image.Premultiply();
        using Image smaller = premultiplied.Resize(across, vscale: down);
        using Image unpremultiplied = smaller.Unpremultiply();
        return unpremultiplied.Cast(Enums.BandFormat.Uchar);
    }

    /// <summary>
    /// Turns a picture as its file says it was held. AVIF and HEIC turn by their own boxes while they are opened, and what
    /// EXIF says beside them does not count (ISO/IEC 23008-12).
    /// </summary>
    public static Image Upright(Image image, MediaFormat format) => TurnsItself(format) ? image.Copy() : image.Autorot();

    /// <summary>Whether it stands upright as soon as it is opened.</summary>
    public static bool TurnsItself(MediaFormat format) => format is MediaFormat.Avif or MediaFormat.Heic;

    /// <summary>Photos stay JPEG. What may be drawn, written or transparent becomes WebP, which keeps edges and transparency.</summary>
    public static string ExtensionOf(Image image, MediaFormat format) =>
        !image.HasAlpha() && format is MediaFormat.Jpeg or MediaFormat.Avif or MediaFormat.Heic ? "jpg" : "webp";

    /// <summary>Writes pixels and nothing else: no profile, no EXIF, no text.</summary>
    public static void Save(Image image, string path)
    {
        if (Path.GetExtension(path) == ".jpg")
        {
            image.Jpegsave(path, q: JpegQuality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        }
        else
        {
            image.Webpsave(path, q: WebpQuality, smartSubsample: true, effort: 3, keep: Enums.ForeignKeep.None);
        }
    }

    private static Image Convert(Image image)
    {
        bool cmyk = image.Interpretation == Enums.Interpretation.Cmyk;
        if (image.Contains("icc-profile-data") || cmyk)
        {
            try
            {
                return image.IccTransform(
                    "srgb",
                    intent: Enums.Intent.Relative,
                    blackPointCompensation: true,
                    embedded: true,
                    inputProfile: cmyk ? "cmyk" : "srgb",
                    depth: 8
                );
            }
            catch (VipsException)
            {
                // A profile that cannot be used: the colours as most programs would show them.
            }
        }

        return image.Colourspace(Enums.Interpretation.Srgb);
    }
}
