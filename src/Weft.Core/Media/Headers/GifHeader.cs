namespace Weft.Core.Media.Headers;

/// <summary>GIF: the size of the screen, and the pictures counted by walking over all blocks.</summary>
internal static class GifHeader
{
    private const int MaxSubBlocks = MediaLimits.PhotoBytes / 16;

    public static MediaHeader Read(HeaderBytes bytes)
    {
        bytes.Skip(6);
        (int width, int height) = (bytes.U16Little(), bytes.U16Little());
        int packed = bytes.U8();
        bytes.Skip(2);
        SkipColours(bytes, packed);
        (int frames, int blocks) = (0, 0);
        while (!bytes.AtEnd)
        {
            switch (bytes.U8())
            {
                case 0x21:
                    bytes.Skip(1);
                    break;
                case 0x2C:
                    // One more than is taken is enough to refuse it.
                    if (++frames > MediaLimits.Frames)
                    {
                        return new MediaHeader(MediaFormat.Gif, width, height, frames);
                    }

                    (int left, int top) = (bytes.U16Little(), bytes.U16Little());
                    // Some readers make the screen as large as a picture that does not fit.
                    (width, height) = (Math.Max(width, left + bytes.U16Little()), Math.Max(height, top + bytes.U16Little()));
                    SkipColours(bytes, bytes.U8());
                    bytes.Skip(1);
                    break;
                case 0x3B:
                    return new MediaHeader(MediaFormat.Gif, width, height, frames);
                default:
                    throw HeaderBytes.Broken();
            }

            for (int size = bytes.U8(); size > 0; size = bytes.U8())
            {
                if (++blocks > MaxSubBlocks)
                {
                    throw HeaderBytes.Broken();
                }

                bytes.Skip(size);
            }
        }

        // Many a GIF lacks its last byte.
        return new MediaHeader(MediaFormat.Gif, width, height, frames);
    }

    private static void SkipColours(HeaderBytes bytes, int packed)
    {
        if ((packed & 0x80) != 0)
        {
            bytes.Skip(3L << ((packed & 7) + 1));
        }
    }
}
