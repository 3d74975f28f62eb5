namespace Weft.Core.Media.Headers;

/// <summary>
/// AVIF, in boxes (ISO/IEC 14496-12 and 23008-12): the largest size that any of its pictures claims. HEIC looks the same
/// but for its brand, and is not taken: see docs/adr/0012.
/// </summary>
internal static class HeifHeader
{
    private const int MaxBoxes = 2_000;

    public static MediaHeader? Read(HeaderBytes bytes)
    {
        long end = bytes.U32();
        bytes.Skip(4);
        if (end is < 16 or > 1024)
        {
            return null;
        }

        bool avif = bytes.Word() == "avif";
        bytes.Skip(4);
        while (bytes.Position + 4 <= end)
        {
            avif |= bytes.Word() == "avif";
        }

        if (!avif)
        {
            return null;
        }

        bytes.GoTo(end);
        Sizes sizes = new();
        Walk(bytes, bytes.Length, depth: 0, sizes);
        return new MediaHeader(MediaFormat.Avif, sizes.Width, sizes.Height, 1);
    }

    private static void Walk(HeaderBytes bytes, long end, int depth, Sizes sizes)
    {
        while (end - bytes.Position >= 8)
        {
            if (++sizes.Boxes > MaxBoxes)
            {
                throw HeaderBytes.Broken();
            }

            long start = bytes.Position;
            long length = bytes.U32();
            string name = bytes.Word();
            if (length == 1)
            {
                length = (long)Math.Min(bytes.U64(), long.MaxValue / 2);
            }
            else if (length == 0)
            {
                length = end - start;
            }

            if (length < bytes.Position - start || start + length > end)
            {
                throw HeaderBytes.Broken();
            }

            if (name == "ispe")
            {
                bytes.Skip(4);
                sizes.Add(bytes.U32(), bytes.U32());
            }
            else if (name is "meta" or "iprp" or "ipco" && depth < 4)
            {
                bytes.Skip(name == "meta" ? 4 : 0);
                Walk(bytes, start + length, depth + 1, sizes);
            }
            else if (name == "colr" && length > MediaLimits.SidePart)
            {
                throw HeaderBytes.Broken();
            }

            bytes.GoTo(start + length);
        }
    }

    private sealed class Sizes
    {
        public int Boxes { get; set; }

        public int Width { get; private set; }

        public int Height { get; private set; }

        public void Add(uint width, uint height)
        {
            Width = Math.Max(Width, (int)Math.Min(width, int.MaxValue));
            Height = Math.Max(Height, (int)Math.Min(height, int.MaxValue));
        }
    }
}
