using NetVips;
using Weft.Core.Media.Photos;

namespace Weft.Core.Media.Films;

/// <summary>
/// Makes a silent video of a GIF or WebP that moves. libvips reads the pictures one after the other and ffmpeg gets
/// nothing but pixels: it reads no such WebP, and knows nothing of how browsers play a GIF.
/// </summary>
internal sealed class MakeMoving(Ffmpeg ffmpeg)
{
    private static readonly double[] White = [255, 255, 255];

    /// <summary>One picture, for a second.</summary>
    private static readonly FramePlan Still = new(1_000, [1]);

    /// <summary>Writes <c>original.mp4</c>, <c>medium</c> and <c>small</c>.</summary>
    /// <exception cref="BrokenMediaException">It cannot be read, or plays too long.</exception>
    public async Task<MadeMedia> RunAsync(string path, MediaFormat format, string folder, CancellationToken cancellation)
    {
        try
        {
            using Image opened = Pictures.OpenMoving(path, format);
            (int width, int height) = (opened.Width, opened.PageHeight);
            FramePlan plan = FramePlan.Of(Delays(opened), opened.Height / height, (long)width * height);
            if (plan.Seconds > MediaLimits.Seconds)
            {
                throw new BrokenMediaException($"plays longer than {MediaLimits.Seconds / 60} minutes");
            }

            using Image srgb = Pictures.ToSrgb(opened);
            return await WriteAsync(srgb, (width, height), plan, folder, cancellation) with { Kind = MediaKind.Gifv };
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }

    /// <summary>
    /// Writes the same of a picture that stands still, for players that have been told that it moves; it is called an image,
    /// which plays no time.
    /// </summary>
    /// <exception cref="BrokenMediaException">It cannot be read.</exception>
    public async Task<MadeMedia> StillAsync(string path, MediaFormat format, string folder, CancellationToken cancellation)
    {
        try
        {
            using Image picture = Pictures.Load(path, format);
            return await WriteAsync(picture, (picture.Width, picture.Height), Still, folder, cancellation) with
            {
                Kind = MediaKind.Image,
                DurationMs = 0,
            };
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }

    private async Task<MadeMedia> WriteAsync(
        Image pictures,
        (int Width, int Height) size,
        FramePlan plan,
        string folder,
        CancellationToken cancellation
    )
    {
        string output = Path.Combine(folder, "original.mp4");
        using Image flat = pictures.HasAlpha() ? pictures.Flatten(White) : pictures.Copy();
        await ffmpeg.ConvertAsync(
            size,
            plan.Rate,
            stream => FrameWriter.Write(flat, size.Width * size.Height * 3, plan.Repeats, stream),
            [
                .. FilmEncoding.Encode(new VideoFacts(0, "") { Width = size.Width, Height = size.Height }, ""),
                .. FilmEncoding.ScreenColours,
                .. FilmEncoding.Clean,
                .. FilmEncoding.Mp4(output),
            ],
            FilmEncoding.LimitFor(MediaLimits.Seconds),
            cancellation
        );
        FilmFacts made = FilmReading.Read(await ffmpeg.ProbeAsync(FilmFile.Made(output), cancellation));
        return await new MakeFilm(ffmpeg).ShowAsync(made, output, folder, cancellation);
    }

    private static int[] Delays(Image image) => image.Contains("delay") ? (int[])image.Get("delay") : [];
}
