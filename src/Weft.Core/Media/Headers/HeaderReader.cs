namespace Weft.Core.Media.Headers;

/// <summary>
/// Reads what a file is from its own bytes, whatever name or type it came with, and refuses what would cost too much:
/// the pictures' sizes and number are known here before a library is called.
/// </summary>
public static class HeaderReader
{
    /// <summary>Reads the header; <see cref="Refusal.Invalid"/> with the field <c>file</c> for what is not taken.</summary>
    /// <param name="stream">The file; it is read and sought in.</param>
    public static Outcome<MediaHeader> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return ReadKnown(new HeaderBytes(stream)) is { } header ? Check(header, stream.Length) : Unknown;
        }
        catch (InvalidDataException)
        {
            return Refused.Invalid("file", "broken", "is broken, or is not what it says it is");
        }
    }

    private static Refusal Unknown =>
        Refused.Invalid(
            "file",
            "unsupported",
            "content type is not supported: this server takes JPEG, PNG, GIF, WebP and AVIF, HEIC where libheif is installed, and MP4, MOV, WebM, MP3, AAC, Opus, WAV and FLAC where ffmpeg is installed"
        );

    private static MediaHeader? ReadKnown(HeaderBytes bytes)
    {
        if (bytes.Length < 12)
        {
            return null;
        }

        byte[] head = bytes.Read(12);
        bytes.GoTo(0);
        return head switch
        {
            [0xFF, 0xD8, 0xFF, ..] => JpegHeader.Read(bytes),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => PngHeader.Read(bytes),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => GifHeader.Read(bytes),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => WebpHeader.Read(bytes),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => HeifHeader.Read(bytes) ?? Film(head, bytes),
            _ => Film(head, bytes),
        };
    }

    private static MediaHeader? Film(byte[] head, HeaderBytes bytes) =>
        FilmHeader.Read(head, bytes) is { } format ? new MediaHeader(format, 0, 0, 1) : null;

    private static Outcome<MediaHeader> Check(MediaHeader header, long length)
    {
        if (header.Format.IsFilm())
        {
            return header;
        }

        long pixels = (long)header.Width * header.Height;
        if (length > MediaLimits.PhotoBytes)
        {
            return TooLarge($"is larger than {MediaLimits.PhotoBytes / 1024 / 1024} MB");
        }

        if (header.Width < 1 || header.Height < 1 || header.Frames < 1)
        {
            return Refused.Invalid("file", "broken", "has no pixels");
        }

        if (header.Width > MediaLimits.Side || header.Height > MediaLimits.Side || pixels > MediaLimits.PhotoPixels)
        {
            return TooLarge($"has more than {MediaLimits.PhotoPixels / 1024 / 1024} megapixels, or a side of more than {MediaLimits.Side}");
        }

        return header.Frames > MediaLimits.Frames || header.Frames > 1 && pixels * header.Frames > MediaLimits.FramePixels
            ? TooLarge($"has too many pictures (maximum is {MediaLimits.Frames})")
            : header;
    }

    private static Refusal TooLarge(string reason) => Refused.Invalid("file", "too_large", reason);
}
