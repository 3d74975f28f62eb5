using System.Text;
using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using static Weft.Core.Tests.Media.TestPhotos;

namespace Weft.Core.Tests.Media;

/// <summary>What is made of photos, pixel by pixel.</summary>
public sealed class PhotoTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weft-photos-").FullName;

    public PhotoTests() => Assert.True(Vips.IsAvailable);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_photo_stands_upright_however_the_camera_was_held(int orientation)
    {
        byte[] photo = WithNotes(Held(Quarters(1_600, 800), orientation), orientation);

        MadeMedia made = Make(photo);

        Assert.Equal(
            (1_600, 800, 1_280, 640, 640, 320),
            (made.Width, made.Height, made.MediumWidth, made.MediumHeight, made.SmallWidth, made.SmallHeight)
        );
        Assert.All(
            ["original", "medium", "small"],
            size =>
            {
                using Image shown = Image.NewFromFile(PathOf(size, made.Extension));
                AssertColours(shown, Red, Green, Blue, White);
            }
        );
    }

    [Fact]
    public void Where_and_with_what_a_photo_was_taken_leaves_in_no_size()
    {
        byte[] photo = WithNotes(Quarters(1_600, 800), 6);
        Assert.Contains(Secret, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        Make(photo);

        AssertNothingTold();
    }

    [Fact]
    public void Texts_in_a_png_leave_in_no_size()
    {
        byte[] photo = PngWithNotes(Quarters(1_600, 800));
        Assert.Contains(Secret, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        MadeMedia made = Make(photo);

        Assert.Equal("webp", made.Extension);
        AssertNothingTold();
    }

    [Fact]
    public void A_page_in_the_clothes_of_a_photo_comes_out_as_a_photo()
    {
        byte[] jpeg = Quarters(64, 64).JpegsaveBuffer();
        byte[] comment = [0xFF, 0xFE, 0, 2 + 25, .. "<script>alert(1)</script>"u8];
        byte[] both = [.. jpeg[..2], .. comment, .. jpeg[2..], .. "<html><script>alert(2)</script></html>"u8];

        Make(both);

        Assert.All(
            Directory.GetFiles(folder, "*.jpg"),
            file => Assert.DoesNotContain("script", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_colours_of_print_become_those_of_screens()
    {
        byte[] photo = Quarters(200, 100).Colourspace(Enums.Interpretation.Cmyk).JpegsaveBuffer();
        using (Image stored = Image.NewFromBuffer(photo))
        {
            Assert.Equal((4, Enums.Interpretation.Cmyk), (stored.Bands, stored.Interpretation));
        }

        MadeMedia made = Make(photo);

        using Image shown = Image.NewFromFile(PathOf("original", made.Extension));
        Assert.Equal(3, shown.Bands);
        // Paper cannot show all of them: each is still nearer to itself than to the others.
        byte[][] colours = [Red, Green, Blue, White];
        Assert.Equal(
            colours,
            new[] { (50, 25), (150, 25), (50, 75), (150, 75) }.Select(at =>
                colours.MinBy(c => Distance(c, shown.Getpoint(at.Item1, at.Item2)))!
            )
        );
    }

    [Fact]
    public void Sixteen_bits_become_eight_with_the_same_colours_and_transparency()
    {
        using Image quarters = Quarters(1_600, 800);
        using Image half = quarters.Bandjoin(quarters.ExtractBand(0).Linear([0.0], [128.0]).Cast(Enums.BandFormat.Uchar));
        byte[] photo = half.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer(bitdepth: 16);
        Assert.Equal(16, photo[24]);

        MadeMedia made = Make(photo);

        Assert.All(
            ["original", "small"],
            size =>
            {
                using Image shown = Image.NewFromFile(PathOf(size, made.Extension));
                Assert.Equal((4, Enums.BandFormat.Uchar), (shown.Bands, shown.Format));
                Assert.InRange(shown.Getpoint(10, 10)[3], 126, 130);
                using Image opaque = shown.ExtractBand(0, 3);
                AssertColours(opaque, Red, Green, Blue, White);
            }
        );
    }

    [Fact]
    public void Grey_photos_are_taken()
    {
        byte[] photo = Quarters(200, 100).Colourspace(Enums.Interpretation.Bw).JpegsaveBuffer();

        MadeMedia made = Make(photo);

        using Image shown = Image.NewFromFile(PathOf("original", made.Extension));
        Assert.Equal((200, 100, 3), (shown.Width, shown.Height, shown.Bands));
    }

    [Fact]
    public void Every_format_that_is_named_is_taken()
    {
        using Image quarters = Quarters(200, 100);
        (byte[] File, MediaFormat Format)[] photos =
        [
            (quarters.JpegsaveBuffer(), MediaFormat.Jpeg),
            (quarters.PngsaveBuffer(), MediaFormat.Png),
            (quarters.GifsaveBuffer(), MediaFormat.Gif),
            (quarters.WebpsaveBuffer(), MediaFormat.Webp),
            (quarters.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1), MediaFormat.Avif),
        ];
        Assert.All(
            photos,
            photo =>
            {
                Assert.Equal(photo.Format, Header(photo.File).Format);
                MadeMedia made = Make(photo.File);
                Assert.Equal((200, 100), (made.Width, made.Height));
                using Image shown = Image.NewFromFile(PathOf("original", made.Extension));
                AssertColours(shown.HasAlpha() ? shown.ExtractBand(0, 3) : shown, Red, Green, Blue, White);
            }
        );
    }

    [Fact]
    public void A_file_that_breaks_off_is_broken_and_not_half_a_photo()
    {
        byte[] jpeg = Quarters(1_600, 800).JpegsaveBuffer(q: 95);
        byte[] png = Quarters(1_600, 800).PngsaveBuffer();
        Assert.Throws<BrokenMediaException>(() => Make(jpeg[..(jpeg.Length * 2 / 3)]));
        Assert.Throws<BrokenMediaException>(() => Make(png[..(png.Length * 2 / 3)], MediaFormat.Png));
    }

    [Fact]
    public void A_large_photo_is_bounded_and_a_thin_one_keeps_a_pixel()
    {
        MadeMedia large = Make(Image.Black(6_000, 4_000).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer());
        MadeMedia thin = Make(Image.Black(9_000, 1).Cast(Enums.BandFormat.Uchar).PngsaveBuffer());

        Assert.Equal((3_527, 2_352), (large.Width, large.Height));
        Assert.Equal((8_192, 1, 640, 1), (thin.Width, thin.Height, thin.SmallWidth, thin.SmallHeight));
    }

    [Fact]
    public void A_hash_is_what_others_read()
    {
        // As https://blurha.sh says of nothing but black: no waves, and their middle step for each.
        Assert.Equal("L00000fQfQfQfQfQfQfQfQfQfQfQ", Blurhash.Encode(new byte[32 * 16 * 3], 32, 16, (4, 3)));
        byte[] white = new byte[8 * 8 * 3];
        white.AsSpan().Fill(255);
        // All waves but the mean cancel out to less than a step.
        Assert.StartsWith("00TSUA", Blurhash.Encode(white, 8, 8, (1, 1)), StringComparison.Ordinal);
    }

    private static MediaHeader Header(byte[] photo)
    {
        using MemoryStream stream = new(photo);
        Outcome<MediaHeader> header = HeaderReader.Read(stream);
        Assert.True(header.Succeeded, header.Refusal?.ToString());
        return header.Value;
    }

    private MadeMedia Make(byte[] photo, MediaFormat? format = null)
    {
        string upload = Path.Combine(folder, "upload");
        File.WriteAllBytes(upload, photo);
        return MakePhoto.Run(upload, format ?? Header(photo).Format, folder);
    }

    private string PathOf(string size, string extension) => Path.Combine(folder, $"{size}.{extension}");

    private void AssertNothingTold()
    {
        string[] files = [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f) != "upload")];
        Assert.Equal(3, files.Length);
        Assert.All(
            files,
            file =>
            {
                string bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
                Assert.All(
                    ["SECRET", "Exif", "EXIF", "GPS", "xmp", "XMP ", "ICC", "Photoshop", "tEXt"],
                    note => Assert.DoesNotContain(note, bytes, StringComparison.Ordinal)
                );
                using Image shown = Image.NewFromFile(file);
                Assert.DoesNotContain(
                    shown.GetFields(),
                    field => field.StartsWith("exif", StringComparison.Ordinal) || field == "orientation"
                );
            }
        );
    }

    private static double Distance(byte[] one, double[] other) => Enumerable.Range(0, 3).Sum(i => Math.Pow(one[i] - other[i], 2));

    private static void AssertColours(
        Image image,
        byte[] topLeft,
        byte[] topRight,
        byte[] bottomLeft,
        byte[] bottomRight,
        int tolerance = 14
    )
    {
        (int x, int y) = (image.Width / 4, image.Height / 4);
        AssertColour(topLeft, image.Getpoint(x, y), tolerance);
        AssertColour(topRight, image.Getpoint(3 * x, y), tolerance);
        AssertColour(bottomLeft, image.Getpoint(x, 3 * y), tolerance);
        AssertColour(bottomRight, image.Getpoint(3 * x, 3 * y), tolerance);
    }

    private static void AssertColour(byte[] expected, double[] actual, int tolerance)
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
        }
    }
}
