using System.Buffers.Binary;
using System.Text;
using Weft.Core.Media;
using Weft.Core.Media.Headers;

namespace Weft.Core.Tests.Media;

/// <summary>What a header may say. These bytes hold no picture: whoever called a library with them would fail otherwise.</summary>
public sealed class HeaderTests
{
    [Fact]
    public void Sizes_beyond_reason_are_refused_in_every_format()
    {
        Assert.Equal("too_large", Code(Png(50_000, 50_000)));
        Assert.Equal("too_large", Code(Jpeg(50_000, 50_000)));
        Assert.Equal("too_large", Code(Gif(50_000, 50_000, 1)));
        Assert.Equal("too_large", Code(Webp(16_000_000, 16_000_000)));
        Assert.Equal("too_large", Code(Avif(50_000, 50_000)));
        // Each side may be so long, but not both.
        Assert.Equal("too_large", Code(Png(30_000, 30_000)));
        Assert.Equal("too_large", Code(Png(40_000, 10)));
    }

    [Fact]
    public void A_picture_without_pixels_is_refused_in_every_format()
    {
        Assert.All([Png(0, 0), Jpeg(0, 0), Gif(0, 0, 0), Avif(0, 0), Png(10, 0)], file => Assert.Equal("broken", Code(file)));
    }

    [Fact]
    public void Twenty_thousand_pictures_are_refused()
    {
        Assert.Equal("too_large", Code(Gif(1, 1, 20_000)));
        Assert.Equal("too_large", Code(Png(1, 1, Chunk("acTL", [0, 0, 0x4E, 0x20, 0, 0, 0, 0]))));
        Assert.Equal("too_large", Code(Webp(1, 1, pictures: 1_001)));
        // Fewer, but large ones.
        Assert.Equal("too_large", Code(Gif(8_000, 8_000, 20)));
    }

    [Fact]
    public void Profiles_and_texts_that_unpack_to_gigabytes_are_not_unpacked()
    {
        byte[] large = new byte[2 * 1024 * 1024];
        Assert.All(["zTXt", "iTXt", "iCCP"], name => Assert.Equal("broken", Code(Png(10, 10, Chunk(name, large)))));
        Assert.Equal("broken", Code(Jpeg(10, 10, profileSegments: 100)));
    }

    [Fact]
    public void What_is_no_photo_is_refused_whatever_it_calls_itself()
    {
        Assert.Equal("unsupported", Code("<svg xmlns='http://www.w3.org/2000/svg'><image href='http://10.0.0.1/'/></svg>"u8.ToArray()));
        Assert.Equal("unsupported", Code("<!doctype html><script>alert(1)</script>"u8.ToArray()));
        Assert.Equal("unsupported", Code("%PDF-1.7 ............"u8.ToArray()));
        Assert.Equal("unsupported", Code("II*\0................"u8.ToArray()));
        Assert.Equal("unsupported", Code([]));
        Assert.Equal("unsupported", Code([0xFF, 0xD8]));
    }

    [Fact]
    public void What_ends_in_its_header_is_broken()
    {
        byte[][] whole = [Png(10, 10), Jpeg(10, 10, profileSegments: 1), Gif(10, 10, 1), Avif(10, 10)];
        Assert.All(whole, file => Assert.Null(Code(file)));
        Assert.All(whole, file => Assert.Equal("broken", Code(file[..16])));
    }

    [Fact]
    public void Bytes_at_random_are_refused_and_never_anything_worse()
    {
        Random random = new(7);
        byte[][] whole = [Png(10, 10), Jpeg(10, 10), Gif(10, 10, 3), Webp(10, 10), Avif(10, 10)];
        for (int i = 0; i < 5_000; i++)
        {
            byte[] file = [.. whole[i % whole.Length]];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                file[random.Next(4, file.Length)] = (byte)random.Next(256);
            }

            // Must answer, whatever it answers.
            using MemoryStream stream = new(file);
            HeaderReader.Read(stream);
        }
    }

    private static string? Code(byte[] file)
    {
        using MemoryStream stream = new(file);
        Outcome<MediaHeader> header = HeaderReader.Read(stream);
        return header.Succeeded ? null : Assert.Single(Assert.IsType<Refusal.Invalid>(header.Refusal).Faults).Code;
    }

    private static byte[] Chunk(string name, byte[] content) =>
        [.. Big32(content.Length), .. Encoding.Latin1.GetBytes(name), .. content, 0, 0, 0, 0];

    private static byte[] Png(int width, int height, params byte[][] chunks) =>
        [
            0x89,
            .. "PNG\r\n\u001a\n"u8,
            .. Chunk("IHDR", [.. Big32(width), .. Big32(height), 8, 2, 0, 0, 0]),
            .. chunks.SelectMany(c => c),
            .. Chunk("IDAT", [1, 2, 3]),
            .. Chunk("IEND", []),
        ];

    private static byte[] Jpeg(int width, int height, int profileSegments = 0) =>
        [
            0xFF,
            0xD8,
            .. Enumerable.Range(0, profileSegments).SelectMany(_ => (byte[])[0xFF, 0xE2, 0xFF, 0xFF, .. new byte[0xFFFD]]),
            0xFF,
            0xC0,
            0,
            17,
            8,
            (byte)(height >> 8),
            (byte)height,
            (byte)(width >> 8),
            (byte)width,
            3,
            .. new byte[9],
        ];

    private static byte[] Gif(int width, int height, int pictures) =>
        [
            .. "GIF89a"u8,
            .. Little16(width),
            .. Little16(height),
            0,
            0,
            0,
            .. Enumerable.Range(0, pictures).SelectMany(_ => (byte[])[0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0]),
            0x3B,
        ];

    private static byte[] Webp(int width, int height, int pictures = 0)
    {
        byte[] body =
        [
            .. "WEBPVP8X"u8,
            10,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. Little24(width - 1),
            .. Little24(height - 1),
            .. Enumerable.Range(0, Math.Max(1, pictures)).SelectMany(_ => (byte[])[.. "ANMF"u8, 16, 0, 0, 0, .. new byte[16]]),
        ];
        return [.. "RIFF"u8, .. Little32(body.Length), .. body];
    }

    private static byte[] Avif(int width, int height)
    {
        byte[] size = Box("ispe", [0, 0, 0, 0, .. Big32(width), .. Big32(height)]);
        byte[] meta = Box("meta", [0, 0, 0, 0, .. Box("iprp", Box("ipco", size))]);
        return [.. Box("ftyp", [.. "avif"u8, 0, 0, 0, 0, .. "mif1avif"u8]), .. meta, .. Box("mdat", [1, 2, 3])];
    }

    private static byte[] Box(string name, byte[] content) => [.. Big32(content.Length + 8), .. Encoding.Latin1.GetBytes(name), .. content];

    private static byte[] Big32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Little24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Little32(int value) => [.. Little24(value), (byte)(value >> 24)];
}
