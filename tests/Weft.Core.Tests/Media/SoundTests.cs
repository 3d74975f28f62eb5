using Weft.Core.Media;
using Weft.Core.Media.Films;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Sounds, as recorders, music programs and browsers write them.</summary>
public sealed class SoundTests : IDisposable
{
    private readonly FilmBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("in.mp3", "-c:a libmp3lame", MediaFormat.Mp3)]
    [InlineData("bare.mp3", "-c:a libmp3lame -id3v2_version 0 -write_xing 0", MediaFormat.Mp3)]
    [InlineData("in.ogg", "-c:a libopus", MediaFormat.Ogg)]
    [InlineData("in.opus", "-c:a libopus", MediaFormat.Ogg)]
    [InlineData("in.wav", "", MediaFormat.Wav)]
    [InlineData("in.flac", "", MediaFormat.Flac)]
    [InlineData("in.aac", "-c:a aac", MediaFormat.Aac)]
    [InlineData("in.m4a", "-c:a aac", MediaFormat.Mp4)]
    [InlineData("in.webm", "-c:a libopus", MediaFormat.Webm)]
    public async Task Sounds_become_aac_without_tags(string name, string options, MediaFormat format)
    {
        string sound = await bench.DrawAsync(name, null, "sine=d=2", options + " -metadata title=SECRET-PLACE");
        Assert.Equal(format, FilmBench.Header(sound).Format);

        MadeMedia made = await bench.MakeAsync(sound);

        Assert.Equal((MediaKind.Audio, "m4a", 0, (string?)null), (made.Kind, made.Extension, made.Width, made.Blurhash));
        Assert.InRange(made.DurationMs, 1_900, 2_300);
        Assert.Equal("aac (LC)", made.Sound!.Encoding);
        Assert.True(made.Sound.Rate > 0 && made.Sound.Channels is 1 or 2);
        Assert.Equal("aac", (await bench.FactsAsync(bench.Maker.PathOf("original.m4a"))).Sound!.Codec);
        Assert.DoesNotContain("SECRET", await FilmBench.TextAsync(bench.Maker.PathOf("original.m4a")), StringComparison.Ordinal);
        Assert.Equal(["original.m4a"], Directory.GetFiles(bench.Maker.Folder).Where(f => f != sound).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cover_is_no_video_and_becomes_a_picture_beside_the_sound()
    {
        await bench.DrawAsync("cover.png", "testsrc2=s=64x64:r=1:d=1", null, "-frames:v 1");
        await bench.DrawAsync("plain.mp3", null, "sine=d=1", "-c:a libmp3lame");
        await bench.Maker.RunAsync("-i plain.mp3 -i cover.png -map 0 -map 1 -c copy -disposition:v attached_pic song.mp3", Token);

        MadeMedia made = await bench.MakeAsync(bench.Maker.PathOf("song.mp3"));

        Assert.Equal((MediaKind.Audio, "m4a", 0, 64, 28), (made.Kind, made.Extension, made.Width, made.SmallWidth, made.Blurhash!.Length));
        Assert.True(File.Exists(bench.Maker.PathOf("small.jpg")));
        Assert.DoesNotContain("PNG", await FilmBench.TextAsync(bench.Maker.PathOf("original.m4a")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cover_that_cannot_be_read_leaves_a_sound()
    {
        await bench.DrawAsync("cover.png", "testsrc2=s=64x64:r=1:d=1", null, "-frames:v 1");
        await bench.DrawAsync("plain.mp3", null, "sine=d=1", "-c:a libmp3lame");
        await bench.Maker.RunAsync("-i plain.mp3 -i cover.png -map 0 -map 1 -c copy -disposition:v attached_pic song.mp3", Token);
        byte[] song = await File.ReadAllBytesAsync(bench.Maker.PathOf("song.mp3"), Token);
        // Pixels that are none, in a picture that says its size.
        song.AsSpan(song.AsSpan().IndexOf("IDAT"u8) + 4, 200).Fill(0xFF);
        await File.WriteAllBytesAsync(bench.Maker.PathOf("song.mp3"), song, Token);

        MadeMedia made = await bench.MakeAsync(bench.Maker.PathOf("song.mp3"));

        Assert.Equal((MediaKind.Audio, 0), (made.Kind, made.SmallWidth));
        Assert.Equal(["original.m4a"], Directory.GetFiles(bench.Maker.Folder, "original.*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task People_see_where_it_is_loud()
    {
        // Silence, a loud second, a second half as loud.
        string sound = await bench.DrawAsync(
            "in.wav",
            null,
            "aevalsrc=if(lt(t\\,1)\\,0\\,if(lt(t\\,2)\\,0.8\\,0.4)*sin(2000*t)):d=3",
            "-c:a pcm_s16le"
        );

        string waveform = (await bench.MakeAsync(sound)).Waveform!;

        Assert.Equal(Waveform.Moments, waveform.Length);
        Assert.All(waveform[2..30], height => Assert.InRange(height, '0', '1'));
        Assert.Contains('f', waveform);
        Assert.All(waveform[36..64], height => Assert.True(height is >= 'c' and <= 'f', waveform));
        Assert.All(waveform[70..97], height => Assert.InRange(height, '5', '9'));
    }

    [Fact]
    public void Of_a_moment_of_sound_each_sample_is_seen()
    {
        Assert.Equal("", Waveform.Of([]));
        Assert.Equal("0f7", Waveform.Of([0, 0, 0xFF, 0x7F, 0, 0x40]));
        // The lowest sample has no positive twin.
        Assert.Equal("f", Waveform.Of([0, 0x80]));
    }

    [Fact]
    public async Task A_sound_that_plays_too_long_or_is_none_is_refused()
    {
        string endless = await bench.DrawAsync("long.flac", null, "anullsrc=r=8000:cl=mono:d=310", "");
        Assert.Equal(
            "plays longer than 5 minutes",
            (await Assert.ThrowsAsync<BrokenMediaException>(() => bench.MakeAsync(endless))).Message
        );

        string noise = bench.Maker.PathOf("noise.mp3");
        await File.WriteAllBytesAsync(noise, [.. "ID3\x04\0\0\0\0\0\0"u8, .. new byte[500]], Token);
        Assert.Equal("cannot be read", (await Assert.ThrowsAsync<BrokenMediaException>(() => bench.MakeAsync(noise))).Message);
    }
}
