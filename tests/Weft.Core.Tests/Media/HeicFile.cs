using System.Buffers.Binary;
using System.Text;

namespace Weft.Core.Tests.Media;

/// <summary>
/// Puts HEIC together as telephones do (ISO/IEC 23008-12): a picture of tiles, how it is to be turned, and EXIF beside it.
/// heif-enc encodes the tiles, and writes none of the rest.
/// </summary>
internal sealed class HeicFile
{
    private const int GridId = 1_000;
    private const int ExifId = 1_001;

    private readonly List<byte[]> tiles = [];
    private byte[] configuration = [];

    /// <summary>How many tiles stand beside each other.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Of one tile, in pixels; it has to be square.</summary>
    public required int Side { get; init; }

    /// <summary>Quarters of a turn to the left that the picture is to be given.</summary>
    public int Turns { get; init; }

    /// <summary>EXIF, as it begins in a JPEG.</summary>
    public byte[]? Exif { get; init; }

    /// <summary>What the list of tiles says of the size, which the header does not; null for what it is.</summary>
    public (int Width, int Height)? GridSize { get; init; }

    /// <summary>Adds the next tile, from a file of heif-enc.</summary>
    /// <param name="heic">The file.</param>
    /// <param name="keep">How much of its picture is kept.</param>
    public void Add(byte[] heic, double keep = 1)
    {
        configuration = BoxAt(heic, "hvcC");
        byte[] data = BoxAt(heic, "mdat")[8..];
        tiles.Add(data[..(int)(data.Length * keep)]);
    }

    /// <summary>The EXIF of a JPEG.</summary>
    public static byte[] ExifOf(byte[] jpeg)
    {
        int at = jpeg.AsSpan().IndexOf("Exif\0\0"u8);
        return jpeg[at..(at - 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at - 2)))];
    }

    /// <summary>A box with what is in it.</summary>
    public static byte[] Box(string name, params byte[][] content) =>
        [.. Big(content.Sum(c => c.Length) + 8, 4), .. Encoding.Latin1.GetBytes(name), .. content.SelectMany(c => c)];

    /// <summary>A number, the larger bytes first.</summary>
    public static byte[] Big(long value, int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)(value >> (8 * (bytes - 1 - i))))];

    /// <summary>The file.</summary>
    public byte[] Write()
    {
        int rows = tiles.Count / Columns;
        (int Width, int Height) size = (Columns * Side, rows * Side);
        (int width, int height) = GridSize ?? size;
        byte[] grid = [0, 1, (byte)(rows - 1), (byte)(Columns - 1), .. Big(width, 4), .. Big(height, 4)];
        List<(int Id, string Type, byte[] Data)> items = [.. tiles.Select((data, i) => (i + 1, "hvc1", data)), (GridId, "grid", grid)];
        if (Exif is not null)
        {
            // Where the notes begin is counted from behind the number.
            items.Add((ExifId, "Exif", [.. Big(6, 4), .. Exif]));
        }

        byte[] head = Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heic"u8]);
        int before = head.Length + Meta(items, 0, size).Length + 8;
        return [.. head, .. Meta(items, before, size), .. Box("mdat", [.. items.Select(i => i.Data)])];
    }

    private byte[] Meta(List<(int Id, string Type, byte[] Data)> items, int start, (int Width, int Height) size)
    {
        int at = start;
        byte[] places =
        [
            0,
            0,
            0,
            0,
            0x44,
            0,
            .. Big(items.Count, 2),
            .. items.SelectMany(i =>
                (byte[])[.. Big(i.Id, 2), 0, 0, 0, 1, .. Big((at += i.Data.Length) - i.Data.Length, 4), .. Big(i.Data.Length, 4)]
            ),
        ];
        // Tiles are hidden.
        byte[][] names =
        [
            .. items.Select(i =>
                Box("infe", [2, 0, 0, (byte)(i.Type == "hvc1" ? 1 : 0), .. Big(i.Id, 2), 0, 0, .. Encoding.Latin1.GetBytes(i.Type), 0])
            ),
        ];
        byte[] parts = Box("dimg", [.. Big(GridId, 2), .. Big(tiles.Count, 2), .. tiles.SelectMany((_, i) => Big(i + 1, 2))]);
        byte[] notes = Exif is null ? [] : Box("cdsc", [.. Big(ExifId, 2), 0, 1, .. Big(GridId, 2)]);
        byte[] owned =
        [
            0,
            0,
            0,
            0,
            .. Big(tiles.Count + 1, 4),
            .. tiles.SelectMany((_, i) => (byte[])[.. Big(i + 1, 2), 2, 0x81, 2]),
            .. Big(GridId, 2),
            2,
            3,
            0x84,
        ];
        return Box(
            "meta",
            [0, 0, 0, 0],
            Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[13]]),
            Box("pitm", [0, 0, 0, 0, .. Big(GridId, 2)]),
            Box("iloc", places),
            Box("iinf", [0, 0, 0, 0, .. Big(items.Count, 2)], [.. names.SelectMany(n => n)]),
            Box("iref", [0, 0, 0, 0], parts, notes),
            Box(
                "iprp",
                Box("ipco", configuration, Size(Side, Side), Size(size.Width, size.Height), Box("irot", [(byte)Turns])),
                Box("ipma", owned)
            )
        );
    }

    private static byte[] Size(int width, int height) => Box("ispe", [0, 0, 0, 0, .. Big(width, 4), .. Big(height, 4)]);

    private static byte[] BoxAt(byte[] file, string name)
    {
        int at = file.AsSpan().IndexOf(Encoding.Latin1.GetBytes(name)) - 4;
        return file[at..(at + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))];
    }
}
