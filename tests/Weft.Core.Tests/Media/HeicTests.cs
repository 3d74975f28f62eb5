using System.Diagnostics;
using System.Text;
using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using Weft.Core.Media.Remote;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;
using static Weft.Core.Tests.Media.TestPhotos;

namespace Weft.Core.Tests.Media;

/// <summary>HEIC, as telephones write it, through the program that opens it.</summary>
public sealed class HeicTests : IDisposable
{
    private static readonly double[] Beyond = [0.9, 0.1, 0.1];

    private readonly string folder = Directory.CreateTempSubdirectory("weft-heic-").FullName;
    private readonly HeicDecoder decoder = new(MediaSettings.Usual);

    public HeicTests() => Assert.True(Vips.IsAvailable && decoder.IsAvailable, decoder.Missing);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, EachDatabase]
    public async Task A_heic_becomes_a_photo_like_any_other(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        byte[] photo = await HeicMaker.EncodeAsync(WithNotes(Quarters(1_600, 800), 1), cancellation: Token);
        Assert.Contains(Secret, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        long id = Done(await stage.TryUploadAsync(ana, photo)).Id;
        Assert.True(await stage.ProcessAsync(id));

        MediaModel shown = Assert.Single(await stage.ShownAsync((await stage.PostAsync(ana, "Look", id)).Id, ana));
        Assert.Equal((MediaKind.Image, "image/jpeg", 1_600, 800), (shown.Kind, shown.ContentType, shown.Width, shown.Height));
        Assert.Equal(["medium.jpg", "original.jpg", "small.jpg"], stage.Files().Select(Path.GetFileName).Order());
        Assert.All(stage.Files(), AssertNothingTold);
        Assert.Empty(stage.Unfinished());
    }

    [Theory, EachDatabase]
    public async Task A_heic_of_another_server_is_shown_and_so_is_a_portrait(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        byte[] photo = await HeicMaker.EncodeAsync(Quarters(64, 32).PngsaveBuffer(), cancellation: Token);
        stage.Elsewhere.Put("https://m.example/1.heic", photo);
        long lea = await stage.MeetAsync("lea", "https://m.example/1.heic");
        long post = await stage.ReceiveAsync(lea, "https://m.example/1", new ReceivedMedia(MediaKind.Image, "https://m.example/1.heic"));

        byte[] seen = await stage.SeeAsync(Assert.Single(await stage.ShownAsync(post, lea)).Original);

        using Image shown = Image.NewFromBuffer(seen);
        AssertQuarters(shown);
        // But for the one that was made to look there.
        Assert.Single(Directory.GetFileSystemEntries(stage.Scratch));
        long ana = await stage.JoinAsync("ana");
        Done(await stage.Get<SetPictureHandler>().RunAsync(new SetPicture(ana, ProfilePicture.Avatar, stage.Come(photo)), Token));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 2, 3)]
    [InlineData(6, 3, 6)]
    [InlineData(8, 1, 8)]
    // Where they say otherwise, the container counts.
    [InlineData(1, 0, 6)]
    [InlineData(6, 3, 1)]
    public async Task A_photo_in_tiles_stands_upright_though_its_container_and_its_exif_both_say_how(int held, int turns, int exif)
    {
        // As large as two tiles by one, or one by two.
        using Image lying = Held(Quarters(512, 256), held);
        HeicFile file = new()
        {
            Side = 256,
            Columns = lying.Width / 256,
            Turns = turns,
            Exif = HeicFile.ExifOf(WithNotes(Quarters(8, 8), exif)),
        };
        for (int y = 0; y < lying.Height; y += 256)
        {
            for (int x = 0; x < lying.Width; x += 256)
            {
                file.Add(
                    await HeicMaker.EncodeAsync(lying.Crop(x, y, 256, 256).PngsaveBuffer(keep: Enums.ForeignKeep.None), cancellation: Token)
                );
            }
        }

        MadeMedia made = await MakeAsync(file.Write());

        Assert.Equal((512, 256, "jpg"), (made.Width, made.Height, made.Extension));
        using Image shown = Image.NewFromFile(Path.Combine(folder, "original.jpg"));
        AssertQuarters(shown);
        AssertNothingTold(Path.Combine(folder, "original.jpg"));
        Assert.Empty(Directory.GetDirectories(folder));
    }

    [Fact]
    public async Task The_colours_of_a_wide_screen_become_those_of_usual_ones()
    {
        // The same red as numbers, on a screen that shows more of it: brighter than a usual one can.
        using Image drawn = Image.Black(64, 64).NewFromImage(Beyond.Select(c => c * 255).ToArray()).Cast(Enums.BandFormat.Uchar);
        using Image said = drawn.Copy(interpretation: Enums.Interpretation.Srgb);
        using Image profiled = said.IccTransform("p3", inputProfile: "p3", embedded: false);
        byte[] wide = profiled.PngsaveBuffer(keep: Enums.ForeignKeep.Icc);

        await MakeAsync(await HeicMaker.EncodeAsync(wide, cancellation: Token));

        using Image shown = Image.NewFromFile(Path.Combine(folder, "original.jpg"));
        double[] colour = shown.Getpoint(32, 32);
        Assert.InRange(colour[0], 244, 255);
        Assert.InRange(colour[1], 0, 14);
    }

    [Fact]
    public async Task Ten_bits_and_transparency_are_taken()
    {
        using Image quarters = Quarters(256, 128);
        byte[] deep = quarters.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer(bitdepth: 16);
        Assert.Equal("jpg", (await MakeAsync(await HeicMaker.EncodeAsync(deep, "-b 10 -q 95", Token))).Extension);
        using (Image shown = Image.NewFromFile(Path.Combine(folder, "original.jpg")))
        {
            AssertQuarters(shown);
        }

        using Image half = quarters.Bandjoin(quarters.ExtractBand(0).Linear([0.0], [128.0]).Cast(Enums.BandFormat.Uchar));
        Assert.Equal("webp", (await MakeAsync(await HeicMaker.EncodeAsync(half.PngsaveBuffer(), cancellation: Token))).Extension);
    }

    [Theory, EachDatabase]
    public async Task A_heic_that_breaks_off_is_broken_and_leaves_nothing(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        using Image noise = Image.Gaussnoise(512, 512, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar);
        byte[] photo = await HeicMaker.EncodeAsync(noise.PngsaveBuffer(keep: Enums.ForeignKeep.None), cancellation: Token);
        Assert.Equal(("file", "broken"), Fault(await stage.TryUploadAsync(ana, photo[..(photo.Length / 2)])));

        // All boxes are there, and not what should be in them.
        HeicFile hollow = new() { Side = 512 };
        hollow.Add(photo, keep: 0.5);
        long id = Done(await stage.TryUploadAsync(ana, hollow.Write())).Id;
        Assert.True(await stage.ProcessAsync(id));

        Assert.Equal((MediaState.Failed, "cannot be read"), ((await stage.RowAsync(id))!.State, (await stage.RowAsync(id))!.Failure));
        Assert.Empty(stage.Files());
        Assert.Single(Directory.GetFileSystemEntries(stage.Scratch));
    }

    [Fact]
    public async Task A_size_that_stands_where_the_header_is_not_looked_for_is_found_too_late_to_harm()
    {
        HeicFile file = new() { Side = 64, GridSize = (30_000, 30_000) };
        file.Add(await HeicMaker.EncodeAsync(Quarters(64, 64).PngsaveBuffer(keep: Enums.ForeignKeep.None), cancellation: Token));
        byte[] lying = file.Write();
        Assert.Null(Code(lying));

        await Assert.ThrowsAsync<BrokenMediaException>(() => MakeAsync(lying));
        Assert.Empty(Directory.GetDirectories(folder));
    }

    [Fact]
    public void A_header_beyond_reason_is_refused_before_any_program_sees_it()
    {
        byte[] head = HeicFile.Box("ftyp", [.. "mif1"u8, 0, 0, 0, 0, .. "mif1heic"u8]);
        byte[] WithMeta(params byte[][] boxes) =>
            [
                .. head,
                .. HeicFile.Box(
                    "meta",
                    [
                        [0, 0, 0, 0],
                        .. boxes,
                    ]
                ),
            ];
        byte[] Sized(long side) =>
            HeicFile.Box(
                "iprp",
                HeicFile.Box("ipco", HeicFile.Box("ispe", [0, 0, 0, 0, .. HeicFile.Big(side, 4), .. HeicFile.Big(side, 4)]))
            );

        Assert.Null(Code(WithMeta(Sized(4_000))));
        Assert.Equal("too_large", Code(WithMeta(Sized(9_000))));
        Assert.Equal("too_large", Code(WithMeta(Sized(uint.MaxValue))));
        Assert.Equal("broken", Code(WithMeta(Sized(0))));
        Assert.Equal("broken", Code(WithMeta([.. Enumerable.Repeat(HeicFile.Box("free"), 10_000).Prepend(Sized(64))])));
        Assert.Equal("broken", Code(WithMeta(Sized(64), HeicFile.Box("colr", new byte[MediaLimits.SidePart]))));
        Assert.Equal("broken", Code([.. WithMeta(Sized(64)), .. HeicFile.Big(1_000, 4), .. "mdat"u8, 0]));
        Assert.Equal("too_large", Code([.. WithMeta(Sized(64)), .. HeicFile.Box("mdat", new byte[MediaLimits.PhotoBytes])]));
    }

    [Theory, EachDatabase]
    public async Task Without_the_program_a_heic_says_what_to_install_and_photos_work(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind, MediaSettings.Usual with { Heif = folder });
        long ana = await stage.JoinAsync("ana");
        byte[] photo = await HeicMaker.EncodeAsync(Quarters(64, 32).PngsaveBuffer(), cancellation: Token);

        FieldFault fault = Assert.Single(Assert.IsType<Refusal.Invalid>((await stage.TryUploadAsync(ana, photo)).Refusal).Faults);

        Assert.Equal(("file", "unavailable"), (fault.Field, fault.Code));
        Assert.Contains("apt-get install libheif-examples", fault.Reason, StringComparison.Ordinal);
        Assert.Equal(MediaLimits.PhotoTypes, stage.Get<MediaTypes>().Photos);
        Assert.Contains(stage.Get<MediaTypes>().Lacks(), line => line.StartsWith("without HEIC: heif-convert", StringComparison.Ordinal));
        await stage.PostAsync(ana, "A photo", await stage.ReadyAsync(ana));
    }

    [Fact]
    public async Task A_program_without_the_codec_is_told_from_one_that_has_it()
    {
        string program = Path.Combine(folder, "heif-dec");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nprintf 'HEIC decoders:\\nAVIF decoders:\\n- dav1d = dav1d\\n'\n", Token);
        (await Shell.RunAsync(new ProcessStartInfo("chmod", ["+x", program]), Token)).EnsureSuccess();

        Assert.StartsWith(
            "the libheif on this server has no decoder",
            new HeicDecoder(MediaSettings.Usual with { Heif = folder }).Missing,
            StringComparison.Ordinal
        );
    }

    private async Task<MadeMedia> MakeAsync(byte[] photo)
    {
        string upload = Path.Combine(
            Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetFileName(folder) + "-in")).FullName,
            "upload"
        );
        try
        {
            await File.WriteAllBytesAsync(upload, photo, Token);
            Assert.Null(Code(photo));
            return await decoder.OpenAsync(upload, MediaFormat.Heic, folder, path => MakePhoto.Run(path, MediaFormat.Heic, folder), Token);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(upload)!, recursive: true);
        }
    }

    private static string? Code(byte[] file)
    {
        using MemoryStream stream = new(file);
        Outcome<MediaHeader> header = HeaderReader.Read(stream);
        Assert.True(!header.Succeeded || header.Value.Format == MediaFormat.Heic);
        return header.Succeeded ? null : Assert.Single(Assert.IsType<Refusal.Invalid>(header.Refusal).Faults).Code;
    }

    private static void AssertNothingTold(string file)
    {
        string bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.All(
            ["SECRET", "Exif", "EXIF", "GPS", "xmp", "ICC", "Photoshop"],
            note => Assert.DoesNotContain(note, bytes, StringComparison.Ordinal)
        );
    }

    private static void AssertQuarters(Image shown)
    {
        (int x, int y) = (shown.Width / 4, shown.Height / 4);
        (byte[] Colour, double[] Seen)[] quarters =
        [
            (Red, shown.Getpoint(x, y)),
            (Green, shown.Getpoint(3 * x, y)),
            (Blue, shown.Getpoint(x, 3 * y)),
            (White, shown.Getpoint(3 * x, 3 * y)),
        ];
        Assert.All(quarters, q => Assert.All(q.Colour.Zip(q.Seen), c => Assert.InRange(c.Second, c.First - 14, c.First + 14)));
    }
}
