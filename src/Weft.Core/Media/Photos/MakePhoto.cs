using NetVips;

namespace Weft.Core.Media.Photos;

/// <summary>Makes of an uploaded photo what is shown of it. The upload itself is never shown: every pixel is written anew.</summary>
internal static class MakePhoto
{
    /// <summary>Writes <c>original</c>, <c>medium</c> where it is smaller, and <c>small</c>.</summary>
    /// <param name="path">The upload.</param>
    /// <param name="format">What its header said.</param>
    /// <param name="folder">Where to.</param>
    /// <exception cref="BrokenMediaException">It cannot be read.</exception>
    public static MadeMedia Run(string path, MediaFormat format, string folder)
    {
        try
        {
            using Image upright = Pictures.Load(path, format);
            return Write(upright, Pictures.ExtensionOf(upright, format), folder);
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }

    /// <summary>Writes the sizes of a picture that is upright and in sRGB.</summary>
    public static MadeMedia Write(Image picture, string extension, string folder)
    {
        Pictures.Save(picture, Path.Combine(folder, $"original.{extension}"));
        (int Width, int Height) medium = PhotoSizes.Within(picture.Width, picture.Height, PhotoSizes.Medium);
        using Image middle = Pictures.Shrink(picture, medium);
        using Image kept = middle.CopyMemory();
        bool hasMedium = medium != (picture.Width, picture.Height);
        if (hasMedium)
        {
            Pictures.Save(kept, Path.Combine(folder, $"medium.{extension}"));
        }

        MadeMedia preview = Preview(kept, extension, folder);
        return preview with
        {
            Extension = extension,
            Width = picture.Width,
            Height = picture.Height,
            MediumWidth = hasMedium ? medium.Width : 0,
            MediumHeight = hasMedium ? medium.Height : 0,
        };
    }

    /// <summary>Makes of a photo the pictures that stand for a video or a sound.</summary>
    /// <inheritdoc cref="Run"/>
    public static MadeMedia Poster(string path, MediaFormat format, string folder)
    {
        try
        {
            using Image upright = Pictures.Load(path, format);
            return WritePoster(upright, Pictures.ExtensionOf(upright, format), folder);
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }

    /// <summary>Writes the pictures that stand for a video: one within the medium size, and the preview.</summary>
    public static MadeMedia WritePoster(Image picture, string extension, string folder)
    {
        (int Width, int Height) medium = PhotoSizes.Within(picture.Width, picture.Height, PhotoSizes.Medium);
        using Image middle = Pictures.Shrink(picture, medium);
        using Image kept = middle.CopyMemory();
        Pictures.Save(kept, Path.Combine(folder, $"medium.{extension}"));
        return Preview(kept, extension, folder) with { MediumWidth = medium.Width, MediumHeight = medium.Height };
    }

    private static MadeMedia Preview(Image picture, string extension, string folder)
    {
        (int Width, int Height) size = PhotoSizes.Within(picture.Width, picture.Height, PhotoSizes.Small);
        using Image shrunk = Pictures.Shrink(picture, size);
        using Image small = shrunk.CopyMemory();
        Pictures.Save(small, Path.Combine(folder, $"small.{extension}"));
        return new MadeMedia(MediaKind.Image)
        {
            PreviewExtension = extension,
            SmallWidth = size.Width,
            SmallHeight = size.Height,
            Blurhash = HashOf(small),
        };
    }

    private static string HashOf(Image small)
    {
        using Image tiny = Pictures.Shrink(small, PhotoSizes.Within(small.Width, small.Height, Blurhash.Side));
        using Image flat = tiny.HasAlpha() ? tiny.Flatten([255, 255, 255]) : tiny.Copy();
        byte[] pixels = flat.WriteToMemory<byte>();
        return Blurhash.Encode(pixels, flat.Width, flat.Height, flat.Width >= flat.Height ? (4, 3) : (3, 4));
    }
}
