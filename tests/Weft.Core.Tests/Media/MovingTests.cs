using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Films;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Pictures that move become silent videos.</summary>
public sealed class MovingTests : IDisposable
{
    private readonly FilmBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("in.gif", "")]
    [InlineData("in.webp", "-c:v libwebp_anim -loop 0")]
    [InlineData("in.apng", "-c:v apng -f apng -plays 0")]
    public async Task A_picture_that_moves_becomes_a_silent_video(string name, string options)
    {
        string picture = await bench.DrawAsync(name, "testsrc2=s=101x51:r=10:d=1", null, options);
        Assert.Equal(10, FilmBench.Header(picture).Frames);

        MadeMedia made = await bench.MakeAsync(picture);

        Assert.Equal((MediaKind.Gifv, "mp4"), (made.Kind, made.Extension));
        // H.264 has even sides.
        Assert.Equal((0, 0), (made.Width % 2, made.Height % 2));
        Assert.InRange(made.Width, 100, 102);
        // ffmpeg does not say how long the last picture of an APNG is seen.
        Assert.InRange(made.DurationMs, 890, 1_050);
        FilmFacts facts = await bench.FactsAsync(bench.Made);
        Assert.Equal(("h264", "yuv420p", null), (facts.Video!.Codec, facts.Video.PixelFormat, facts.Sound));
        Assert.Equal(
            ["medium.jpg", "original.mp4", "small.jpg"],
            Directory.GetFiles(bench.Maker.Folder).Where(f => f != picture).Select(Path.GetFileName).Order()
        );
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("webp")]
    [InlineData("apng")]
    public async Task What_can_be_seen_through_is_white(string kind)
    {
        // Nothing but a red square in the middle.
        using Image clear = Image.Black(64, 64, bands: 4).Copy(interpretation: Enums.Interpretation.Srgb);
        using Image square = clear.Mutate(m => m.DrawRect([255, 0, 0, 255], 24, 24, 16, 16, fill: true));
        using Image other = clear.Mutate(m => m.DrawRect([255, 0, 0, 255], 20, 24, 24, 16, fill: true));
        using Image both = Image
            .Arrayjoin([square, other], across: 1)
            .Mutate(m =>
            {
                m.Set(GValue.GIntType, "page-height", 64);
                m.Set(GValue.ArrayIntType, "delay", new[] { 200, 300 });
            });
        string path = bench.Maker.PathOf("clear." + (kind == "apng" ? "webp" : kind));
        if (kind == "gif")
        {
            both.Gifsave(path);
        }
        else if (kind == "webp")
        {
            both.Webpsave(path, lossless: true);
        }
        else
        {
            square.Pngsave(bench.Maker.PathOf("f0.png"));
            other.Pngsave(bench.Maker.PathOf("f1.png"));
            await bench.Maker.RunAsync("-framerate 5 -i f%d.png -f apng -plays 0 clear.apng", Token);
            path = bench.Maker.PathOf("clear.apng");
        }

        await bench.MakeAsync(path);

        using Image poster = Image.NewFromFile(bench.Maker.PathOf("small.jpg"));
        Assert.All(poster.Getpoint(5, 5), c => Assert.InRange(c, 240, 255));
        Assert.True(poster.Getpoint(32, 32) is [> 180, < 90, < 90]);
    }

    [Fact]
    public async Task A_moving_picture_that_breaks_off_is_refused()
    {
        string gif = await CutAsync(await bench.DrawAsync("in.gif", "testsrc2=s=320x180:r=10:d=1", null, ""));
        Assert.Equal(("file", "broken"), Fault(FilmBench.TryHeader(gif)));

        string webp = await CutAsync(await bench.DrawAsync("in.webp", "testsrc2=s=320x180:r=10:d=1", null, "-c:v libwebp_anim -loop 0"));
        await Assert.ThrowsAsync<BrokenMediaException>(() => bench.MakeAsync(webp, MediaFormat.MovingWebp));
    }

    [Fact]
    public void Each_picture_is_seen_as_long_as_it_says()
    {
        // The common step of all.
        FramePlan plan = FramePlan.Of([40, 40, 200], 3, pixels: 100);
        Assert.Equal(("1000/40", 0.28), (plan.Rate, plan.Seconds));
        Assert.Equal([1, 1, 5], plan.Repeats);

        // What is to be seen no time at all is seen as browsers show it.
        Assert.Equal([1, 1, 1], FramePlan.Of([0, 10], 3, pixels: 100).Repeats);
        Assert.Equal(100, FramePlan.Of([0, 10], 3, pixels: 100).Tick);

        // Steps that have nothing in common are rounded, and nothing adds up.
        FramePlan odd = FramePlan.Of([.. Enumerable.Repeat(33, 300)], 300, pixels: 100);
        Assert.InRange(odd.Seconds, 9.85, 9.95);
        FramePlan uneven = FramePlan.Of([.. Enumerable.Range(0, 300).Select(i => 33 + i % 2)], 300, pixels: 100);
        Assert.Equal(20, uneven.Tick);
        Assert.InRange(uneven.Seconds, 10.0, 10.06);
    }

    [Fact]
    public void Long_pauses_in_small_steps_cost_no_more_than_others()
    {
        FramePlan plan = FramePlan.Of([299_999, 1], 2, pixels: 8_000_000);

        Assert.True(plan.Repeats.Sum() * 8_000_000L <= 5 * MediaLimits.FramePixels);
        Assert.InRange(plan.Seconds, 290, 310);
        Assert.True(FramePlan.Of([16_000_000, 16_000_000], 2, pixels: 100).Seconds > MediaLimits.Seconds);
    }

    private async Task<string> CutAsync(string path)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path, Token);
        string cut = bench.Maker.PathOf("cut" + Path.GetExtension(path));
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)], Token);
        return cut;
    }
}
