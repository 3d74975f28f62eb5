using System.Globalization;

namespace Weft.Core.Media.Films;

/// <summary>Makes of a sound what is played of it: AAC without tags, its cover as a picture beside it, and how loud it is at each moment.</summary>
internal sealed class MakeSound(Ffmpeg ffmpeg)
{
    /// <summary>Above that AAC is made smaller, in bits a second.</summary>
    private const int MaxBitrate = 320_000;

    /// <summary>Writes <c>original.m4a</c>, and where there is a cover <c>medium</c> and <c>small</c>.</summary>
    /// <exception cref="BrokenMediaException">It cannot be read, or plays too long.</exception>
    public async Task<MadeMedia> RunAsync(FilmFile file, FilmFacts facts, string folder, CancellationToken cancellation)
    {
        SoundFacts sound = facts.Sound ?? throw new BrokenMediaException("holds no sound");
        string output = Path.Combine(folder, "original.m4a");
        bool fits = file.Demuxer == "mov" && sound.Codec == "aac" && facts.Bitrate <= MaxBitrate;
        await ffmpeg.ConvertAsync(
            file,
            [
                "-map",
                string.Create(CultureInfo.InvariantCulture, $"0:{sound.Index}"),
                .. FilmEncoding.Clean,
                .. FilmEncoding.Limit,
                .. fits ? ["-c:a", "copy"] : FilmEncoding.Sound,
                .. FilmEncoding.M4a(output),
            ],
            FilmEncoding.LimitFor(facts.Seconds),
            cancellation
        );
        FilmFacts made = FilmReading.Read(await ffmpeg.ProbeAsync(FilmFile.Made(output), cancellation));
        MakeFilm.CheckLength(made);
        MadeMedia? cover = facts.Cover is { } stream ? await new MakeFilm(ffmpeg).CoverAsync(file, stream, folder, cancellation) : null;
        return (cover ?? new MadeMedia(MediaKind.Audio)) with
        {
            Kind = MediaKind.Audio,
            Sound = made.Sound,
            Extension = "m4a",
            DurationMs = made.Milliseconds,
            Bitrate = made.Bitrate,
            Waveform = await WaveformAsync(output, made, folder, cancellation),
        };
    }

    private async Task<string> WaveformAsync(string sound, FilmFacts facts, string folder, CancellationToken cancellation)
    {
        string samples = Path.Combine(folder, "samples.raw");
        string rate = Waveform.SamplesInSecond.ToString(CultureInfo.InvariantCulture);
        string[] output = ["-map", "0:a:0", "-ac", "1", "-ar", rate, "-f", "s16le", "file:" + samples];
        try
        {
            await ffmpeg.ConvertAsync(FilmFile.Made(sound), output, FilmEncoding.LimitFor(facts.Seconds), cancellation);
            return Waveform.Of(await File.ReadAllBytesAsync(samples, cancellation));
        }
        finally
        {
            File.Delete(samples);
        }
    }
}
