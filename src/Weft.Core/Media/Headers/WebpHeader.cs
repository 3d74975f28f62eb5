namespace Weft.Core.Media.Headers;

/// <summary>WebP (RFC 9649): the size of the canvas or of the one picture, and the pictures counted.</summary>
internal static class WebpHeader
{
    private const int MaxChunks = 20_000;

    public static MediaHeader Read(HeaderBytes bytes)
    {
        bytes.Skip(12);
        (int width, int height, int frames) = (0, 0, 0);
        for (int i = 0; i < MaxChunks && bytes.Length - bytes.Position >= 8; i++)
        {
            string name = bytes.Word();
            long length = bytes.U32Little();
            long next = bytes.Position + length + (length & 1);
            switch (name)
            {
                case "VP8X":
                    bytes.Skip(4);
                    (width, height) = (bytes.U24Little() + 1, bytes.U24Little() + 1);
                    break;
                case "VP8 " or "VP8L":
                    (int w, int h) = name == "VP8 " ? Lossy(bytes) : Lossless(bytes);
                    (width, height, frames) = (Math.Max(width, w), Math.Max(height, h), Math.Max(frames, 1));
                    break;
                case "ANMF":
                    frames++;
                    break;
                case "ICCP" or "EXIF" or "XMP " when length > MediaLimits.SidePart:
                    throw HeaderBytes.Broken();
            }

            if (next >= bytes.Length || frames > MediaLimits.Frames)
            {
                break;
            }

            bytes.GoTo(next);
        }

        return new MediaHeader(MediaFormat.Webp, width, height, frames);
    }

    private static (int Width, int Height) Lossy(HeaderBytes bytes)
    {
        bytes.Skip(3);
        return bytes.Read(3) is [0x9D, 0x01, 0x2A] ? (bytes.U16Little() & 0x3FFF, bytes.U16Little() & 0x3FFF) : throw HeaderBytes.Broken();
    }

    private static (int Width, int Height) Lossless(HeaderBytes bytes)
    {
        if (bytes.U8() != 0x2F)
        {
            throw HeaderBytes.Broken();
        }

        uint bits = bytes.U32Little();
        return ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
    }
}
