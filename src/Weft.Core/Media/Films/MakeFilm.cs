using System.Globalization;
using NetVips;
using Weft.Core.Media.Photos;

namespace Weft.Core.Media.Films;

/// <summary>
/// Makes of a video what is shown of it: H.264 and AAC in MP4 that begins to play before it has come whole, without tags,
/// with a picture that stands for it. What is so already is only put into a new file.
/// </summary>
internal sealed class MakeFilm(Ffmpeg ffmpeg)
{
    /// <summary>A silent video that is no longer plays like a moving picture, in seconds.</summary>
    private const double GifSeconds = 15;

    /// <summary>Pixels that can be seen through become white, as in photos.</summary>
    private const string OnWhite = "format=rgba,split[a][b];[a]lutrgb=r=255:g=255:b=255:a=255[w];[w][b]overlay=format=auto,";

    /// <summary>Writes <c>original</c>, for what is seen <c>medium</c> and <c>small</c>, and <c>captions</c> where there are some.</summary>
    /// <exception cref="BrokenMediaException">It cannot be read, or plays too long.</exception>
    public async Task<MadeMedia> RunAsync(string path, MediaFormat format, string folder, CancellationToken cancellation)
    {
        if (format is MediaFormat.MovingGif or MediaFormat.MovingWebp)
        {
            return await new MakeMoving(ffmpeg).RunAsync(path, format, folder, cancellation);
        }

        FilmFile file = new(path, MediaFormats.DemuxerOf(format));
        FilmFacts facts = FilmReading.Read(await ffmpeg.ProbeAsync(file, cancellation));
        CheckLength(facts);
        if (facts.Video is not { } video)
        {
            return await new MakeSound(ffmpeg).RunAsync(file, facts, folder, cancellation);
        }

        // Of an APNG ffprobe knows the finest step alone.
        if (format != MediaFormat.MovingPng && video.Rate > MediaLimits.FilmRate + 1)
        {
            throw new BrokenMediaException($"has more than {MediaLimits.FilmRate} pictures in a second");
        }

        string? captions = await Captions.KeepAsync(ffmpeg, file, facts, folder, cancellation);
        string output = Path.Combine(folder, "original.mp4");
        await ffmpeg.ConvertAsync(
            file,
            [.. Streams(file, facts, video, format, captions), .. FilmEncoding.Clean, .. FilmEncoding.Limit, .. FilmEncoding.Mp4(output)],
            FilmEncoding.LimitFor(facts.Seconds),
            cancellation
        );
        FilmFacts made = FilmReading.Read(await ffmpeg.ProbeAsync(FilmFile.Made(output), cancellation));
        CheckLength(made);
        if (made.Seconds < facts.Seconds * 0.95 - 0.5)
        {
            throw new BrokenMediaException("breaks off before its end");
        }

        bool isGif = format == MediaFormat.MovingPng || made.Sound is null && made.Seconds <= GifSeconds;
        return await ShowAsync(made, output, folder, cancellation) with
        {
            Kind = isGif ? MediaKind.Gifv : MediaKind.Video,
            Captions = captions,
        };
    }

    /// <summary>What is known of a film that was made, and the pictures that stand for it.</summary>
    internal async Task<MadeMedia> ShowAsync(FilmFacts made, string film, string folder, CancellationToken cancellation)
    {
        VideoFacts video = made.Video ?? throw new BrokenMediaException("holds no picture");
        return await PosterAsync(film, made, folder, cancellation) with
        {
            Extension = "mp4",
            Width = video.Width,
            Height = video.Height,
            DurationMs = made.Milliseconds,
            FrameRate = video.RateText,
            Bitrate = made.Bitrate,
            Sound = made.Sound,
        };
    }

    /// <exception cref="BrokenMediaException">It plays too long.</exception>
    internal static void CheckLength(FilmFacts facts)
    {
        if (facts.Seconds > MediaLimits.Seconds + 0.5)
        {
            throw new BrokenMediaException($"plays longer than {MediaLimits.Seconds / 60} minutes");
        }
    }

    private static IEnumerable<string> Streams(FilmFile file, FilmFacts facts, VideoFacts video, MediaFormat format, string? captions)
    {
        bool fits = FilmEncoding.Fits(facts, file.Demuxer);
        IEnumerable<string> streams = ["-map", Stream(video.Index)];
        streams = streams.Concat(
            fits ? FilmEncoding.Copied
            : format == MediaFormat.MovingPng ? [.. FilmEncoding.Encode(video with { Rate = 0 }, OnWhite), .. FilmEncoding.ScreenColours]
            : FilmEncoding.Encode(video, video.IsBright ? FilmEncoding.Dimmed : "")
        );
        if (facts.Sound is { } sound)
        {
            streams = streams
                .Concat(["-map", Stream(sound.Index)])
                .Concat(sound.Codec == "aac" && fits ? ["-c:a", "copy"] : FilmEncoding.Sound);
        }

        return captions is null
            ? streams
            : streams.Concat(["-map", Stream(facts.Captions!.Value.Index), "-c:s", "mov_text", "-metadata:s:s:0", "language=" + captions]);
    }

    private static string Stream(int index) => string.Create(CultureInfo.InvariantCulture, $"0:{index}");

    /// <summary>Something is seen a moment after the beginning, which is often black.</summary>
    private async Task<MadeMedia> PosterAsync(string film, FilmFacts facts, string folder, CancellationToken cancellation)
    {
        string picture = Path.Combine(folder, "poster.png");
        foreach (double at in (double[])[Math.Min(1, facts.Seconds / 4), 0])
        {
            string from = at.ToString("0.###", CultureInfo.InvariantCulture);
            string[] output = ["-ss", from, "-map", "0:v:0", "-frames:v", "1", "-f", "image2", "-update", "1", "file:" + picture];
            await ffmpeg.ConvertAsync(FilmFile.Made(film), output, FilmEncoding.LimitFor(1), cancellation);
            if (File.Exists(picture))
            {
                break;
            }
        }

        return await DrawAsync(picture, folder, cancellation);
    }

    /// <summary>Makes pictures of the one that stands in a sound's file; null where it cannot be read: it is a sound still.</summary>
    internal async Task<MadeMedia?> CoverAsync(FilmFile file, int stream, string folder, CancellationToken cancellation)
    {
        string picture = Path.Combine(folder, "cover.png");
        string[] output = ["-map", Stream(stream), "-frames:v", "1", "-f", "image2", "-update", "1", "file:" + picture];
        try
        {
            await ffmpeg.ConvertAsync(file, output, FilmEncoding.LimitFor(1), cancellation);
            return await DrawAsync(picture, folder, cancellation);
        }
        catch (BrokenMediaException)
        {
            return null;
        }
        finally
        {
            File.Delete(picture);
        }
    }

    private static async Task<MadeMedia> DrawAsync(string picture, string folder, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(() => Draw(picture, folder), cancellation);
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("holds no picture", fault);
        }
        finally
        {
            File.Delete(picture);
        }
    }

    private static MadeMedia Draw(string picture, string folder)
    {
        using Image opened = Pictures.Open(picture, MediaFormat.Png);
        using Image srgb = Pictures.ToSrgb(opened);
        using Image pixels = srgb.CopyMemory();
        return MakePhoto.WritePoster(pixels, pixels.HasAlpha() ? "webp" : "jpg", folder);
    }
}
