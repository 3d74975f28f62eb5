namespace Weft.Core.Media.Headers;

/// <summary>
/// AVIF and HEIC, in boxes (ISO/IEC 14496-12 and 23008-12): the largest size that any of its pictures claims. They look
/// the same but for their brands.
/// </summary>
internal static class HeifHeader
{
    private const int MaxBoxes = 2_000;

    /// <summary>Brands of pictures in HEVC, and of sequences of them.</summary>
    private static readonly string[] Heic = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];

    /// <summary>Brands that say nothing of how the picture is encoded.</summary>
    private static readonly string[] Any = ["mif1", "mif2", "msf1"];

    public static MediaHeader? Read(HeaderBytes bytes)
    {
        long end = bytes.U32();
        bytes.Skip(4);
        if (end is < 16 or > 1024)
        {
            return null;
        }

        string brand = bytes.Word();
        bytes.Skip(4);
        List<string> others = [];
        while (bytes.Position + 4 <= end)
        {
            others.Add(bytes.Word());
        }

        if (FormatOf(brand, others) is not { } format)
        {
            return null;
        }

        bytes.GoTo(end);
        Sizes sizes = new();
        Walk(bytes, bytes.Length, depth: 0, sizes);
        return new MediaHeader(format, sizes.Width, sizes.Height, 1);
    }

    /// <summary>Null for what is a film.</summary>
    private static MediaFormat? FormatOf(string brand, List<string> others) =>
        Heic.Contains(brand) ? MediaFormat.Heic
        : brand == "avif" || others.Contains("avif") ? MediaFormat.Avif
        : Any.Contains(brand) ? MediaFormat.Heic
        : null;

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
