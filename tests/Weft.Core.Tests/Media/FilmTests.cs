using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Films;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Videos, made by ffmpeg as telephones, drones and editors make them.</summary>
public sealed class FilmTests : IDisposable
{
    private readonly FilmBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task What_fits_is_put_into_a_new_file_without_tags_and_chapters()
    {
        await File.WriteAllTextAsync(
            bench.Maker.PathOf("tags.txt"),
            ";FFMETADATA1\ntitle=SECRET-TITLE\ncomment=SECRET-PLACE\nlocation=+52.5200+013.4050/\nmake=SECRET-CAMERA\n"
                + "com.apple.quicktime.location.ISO6709=+52.5200+013.4050+035/\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=SECRET-CHAPTER\n",
            Token
        );
        string plain = await bench.DrawAsync("plain.mp4", "testsrc2=s=320x180:r=25:d=2", "sine=d=2");
        await bench.Maker.RunAsync(
            "-i plain.mp4 -i tags.txt -map 0 -map_metadata 1 -map_chapters 1 -c copy -metadata:s:v handler_name=SECRET-LENS -movflags use_metadata_tags in.mp4",
            Token
        );
        string came = await FilmBench.TextAsync(bench.Maker.PathOf("in.mp4"));
        Assert.All(
            ["SECRET-PLACE", "SECRET-CHAPTER", "SECRET-LENS", "+52.52", "x264 - core"],
            secret => Assert.Contains(secret, came, StringComparison.Ordinal)
        );

        MadeMedia made = await bench.MakeAsync(bench.Maker.PathOf("in.mp4"));

        Assert.Equal((MediaKind.Video, "mp4", 320, 180, "25/1"), (made.Kind, made.Extension, made.Width, made.Height, made.FrameRate));
        Assert.InRange(made.DurationMs, 1_950, 2_100);
        Assert.True(made.Bitrate > 0);
        // Not encoded again.
        Assert.Equal(await bench.PixelsAsync(plain), await bench.PixelsAsync(bench.Made));
        string bytes = await FilmBench.TextAsync(bench.Made);
        Assert.All(["SECRET", "52.52", "x264 - core"], secret => Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal));
        Assert.True(bytes.IndexOf("moov", StringComparison.Ordinal) < bytes.IndexOf("mdat", StringComparison.Ordinal));
        using Image poster = Image.NewFromFile(bench.Maker.PathOf("small.jpg"));
        Assert.Equal((320, 180, made.SmallWidth), (poster.Width, poster.Height, poster.Width));
        Assert.Equal(28, made.Blurhash!.Length);
    }

    [Fact]
    public async Task What_browsers_do_not_play_is_encoded_within_full_hd()
    {
        string film = await bench.DrawAsync(
            "in.mov",
            "testsrc2=s=2560x1440:r=30:d=0.3",
            "sine=d=0.3",
            "-c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1 -c:a pcm_s16le"
        );

        MadeMedia made = await bench.MakeAsync(film);

        Assert.Equal((1_920, 1_080), (made.Width, made.Height));
        FilmFacts facts = await bench.FactsAsync(bench.Made);
        Assert.Equal(("h264", "yuv420p", "aac"), (facts.Video!.Codec, facts.Video.PixelFormat, facts.Sound!.Codec));
    }

    [Fact]
    public async Task A_telephone_held_upright_makes_an_upright_video()
    {
        await bench.DrawAsync("lying.mp4", "testsrc2=s=320x180:r=25:d=1", "sine=d=1");
        await bench.Maker.RunAsync("-i lying.mp4 -c copy -metadata:s:v rotate=90 turned.mov", Token);
        Assert.True((await bench.FactsAsync(bench.Maker.PathOf("turned.mov"))).Video!.IsTurned);

        MadeMedia made = await bench.MakeAsync(bench.Maker.PathOf("turned.mov"));

        Assert.Equal((180, 320, 180, 320), (made.Width, made.Height, made.SmallWidth, made.SmallHeight));
        Assert.False((await bench.FactsAsync(bench.Made)).Video!.IsTurned);
    }

    [Fact]
    public async Task Pixels_become_square_sides_even_and_pictures_no_more_than_sixty_a_second()
    {
        MadeMedia stretched = await bench.MakeAsync(
            await bench.DrawAsync("flat.mp4", "testsrc2=s=160x180:r=25:d=0.5", "sine=d=0.5", "-vf setsar=2/1 " + FilmMaker.Usual)
        );
        Assert.Equal((320, 180), (stretched.Width, stretched.Height));

        MadeMedia odd = await bench.MakeAsync(
            await bench.DrawAsync("odd.webm", "testsrc2=s=101x51:r=120:d=0.5", "sine=d=0.5", "-c:v libvpx -deadline realtime -c:a libopus")
        );
        Assert.Equal((0, 0), (odd.Width % 2, odd.Height % 2));
        FilmFacts facts = await bench.FactsAsync(bench.Made);
        Assert.InRange(facts.Video!.Rate, 25, 61);

        string fast = await bench.DrawAsync("fast.mp4", "testsrc2=s=16x16:r=300:d=0.5", null);
        Assert.Equal("has more than 240 pictures in a second", await FaultAsync(fast));
    }

    [Fact]
    public async Task Bright_videos_of_telephones_look_right_on_usual_screens()
    {
        string film = await bench.DrawAsync(
            "bright.mov",
            "testsrc2=s=64x64:r=25:d=0.5",
            "sine=d=0.5",
            "-vf format=yuv420p10le -c:v libx265 -preset ultrafast -x265-params log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc -c:a aac"
        );
        Assert.True((await bench.FactsAsync(film)).Video!.IsBright);

        await bench.MakeAsync(film);

        FilmFacts facts = await bench.FactsAsync(bench.Made);
        Assert.Equal((false, "yuv420p"), (facts.Video!.IsBright, facts.Video.PixelFormat));
    }

    [Fact]
    public async Task Captions_are_kept_and_the_flight_of_a_drone_is_not()
    {
        await bench.DrawAsync("mute.mp4", "testsrc2=s=64x64:r=25:d=2", "sine=d=2");
        MadeMedia told = await bench.MakeAsync(await CaptionedAsync("told", "Use your GPS, said <i>Anna</i>"));

        Assert.Equal("deu", told.Captions);
        string captions = await File.ReadAllTextAsync(bench.Maker.PathOf("captions.vtt"), Token);
        Assert.StartsWith("WEBVTT", captions, StringComparison.Ordinal);
        Assert.Contains("Use your GPS, said", captions, StringComparison.Ordinal);
        Assert.Equal("deu", (await bench.FactsAsync(bench.Made)).Captions!.Value.Language);

        MadeMedia flown = await bench.MakeAsync(
            await CaptionedAsync("flown", "F/2.8, ISO 100, [latitude: 52.520008] [longitude: 13.404954]")
        );

        Assert.Null(flown.Captions);
        Assert.False(File.Exists(bench.Maker.PathOf("captions.vtt")));
        Assert.Null((await bench.FactsAsync(bench.Made)).Captions);
        Assert.DoesNotContain("52.52", await FilmBench.TextAsync(bench.Made), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_breaks_off_is_refused()
    {
        string film = await bench.DrawAsync("in.mp4", "testsrc2=s=320x180:r=25:d=2", "sine=d=2");
        await bench.Maker.RunAsync("-i in.mp4 -c copy -movflags +faststart fast.mp4", Token);
        await bench.DrawAsync("in.webm", "testsrc2=s=320x180:r=25:d=4", "sine=d=4", "-c:v libvpx -deadline realtime -c:a libopus");

        foreach (string name in (string[])[film, bench.Maker.PathOf("fast.mp4")])
        {
            await CutAsync(name, "cut.mp4");
            Assert.Equal(("file", "broken"), Fault(FilmBench.TryHeader(bench.Maker.PathOf("cut.mp4"))));
        }

        // Half of this one can be read, and its header says how long it was.
        await CutAsync(bench.Maker.PathOf("in.webm"), "cut.webm");
        Assert.Equal("breaks off before its end", await FaultAsync(bench.Maker.PathOf("cut.webm")));
    }

    [Fact]
    public async Task A_film_that_plays_too_long_is_refused_also_when_it_does_not_say_so()
    {
        string said = await bench.DrawAsync("long.mp4", "color=s=16x16:r=1:d=310", null);
        Assert.Equal("plays longer than 5 minutes", await FaultAsync(said));

        string unsaid = await bench.DrawAsync(
            "live.webm",
            "color=s=16x16:r=1:d=310",
            null,
            "-c:v libvpx -deadline realtime -f webm -live 1"
        );
        Assert.Equal("plays longer than 5 minutes", await FaultAsync(unsaid));
    }

    [Fact]
    public async Task A_short_silent_clip_plays_like_a_moving_picture()
    {
        const string Vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8";
        Assert.Equal(
            MediaKind.Gifv,
            (await bench.MakeAsync(await bench.DrawAsync("a.webm", "testsrc2=s=160x90:r=25:d=1", null, Vp9))).Kind
        );
        Assert.Equal(MediaKind.Video, (await bench.MakeAsync(await bench.DrawAsync("b.webm", "color=s=16x16:r=5:d=17", null, Vp9))).Kind);
    }

    private async Task<string> CaptionedAsync(string name, string text)
    {
        await File.WriteAllTextAsync(bench.Maker.PathOf("said.srt"), $"1\n00:00:00,200 --> 00:00:01,500\n{text}\n", Token);
        await bench.Maker.RunAsync(
            $"-i mute.mp4 -i said.srt -map 0 -map 1 -c copy -c:s mov_text -metadata:s:s:0 language=deu {name}.mp4",
            Token
        );
        return bench.Maker.PathOf(name + ".mp4");
    }

    private async Task CutAsync(string from, string name)
    {
        byte[] bytes = await File.ReadAllBytesAsync(from, Token);
        await File.WriteAllBytesAsync(bench.Maker.PathOf(name), bytes[..(bytes.Length / 2)], Token);
    }

    private async Task<string> FaultAsync(string path) =>
        (await Assert.ThrowsAsync<BrokenMediaException>(() => bench.MakeAsync(path))).Message;
}
