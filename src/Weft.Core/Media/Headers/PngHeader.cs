namespace Weft.Core.Media.Headers;

/// <summary>PNG and APNG: the size, the number of pictures, and how much stands beside them. All chunks are walked over, none is read.</summary>
internal static class PngHeader
{
    private const int MaxChunks = 20_000;

    /// <summary>The size of a file that a program of ours has written, which has not to be walked over.</summary>
    public static MediaHeader ReadSize(HeaderBytes bytes)
    {
        bytes.Skip(8);
        if (bytes.U32() != 13 || bytes.Word() != "IHDR")
        {
            throw HeaderBytes.Broken();
        }

        (uint width, uint height) = (bytes.U32(), bytes.U32());
        bytes.Skip(13 - 8 + 4);
        return new MediaHeader(MediaFormat.Png, Clip(width), Clip(height), 1);
    }

    public static MediaHeader Read(HeaderBytes bytes)
    {
        MediaHeader size = ReadSize(bytes);
        (uint frames, long beside) = (1, 0);
        for (int i = 0; i < MaxChunks; i++)
        {
            uint length = bytes.U32();
            string name = bytes.Word();
            long next = bytes.Position + length + 4;
            switch (name)
            {
                case "IEND":
                    return size with { Frames = Clip(frames) };
                case "acTL":
                    frames = Math.Max(1, bytes.U32());
                    break;
                // Compressed profiles and texts may be a thousand times as large as they look.
                case "iCCP" or "zTXt" or "iTXt" when length > MediaLimits.SidePart / 4:
                    throw HeaderBytes.Broken();
                case "IDAT" or "fdAT":
                    break;
                default:
                    beside += length;
                    break;
            }

            if (beside > MediaLimits.SidePart)
            {
                throw HeaderBytes.Broken();
            }

            bytes.GoTo(next);
        }

        throw HeaderBytes.Broken();
    }

    private static int Clip(uint value) => (int)Math.Min(value, int.MaxValue);
}
