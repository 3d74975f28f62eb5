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

    /// <summary>Writes <c>original.mp4</c>, <c>medium</c> and <c>small</c>.</summary>
    /// <exception cref="BrokenMediaException">It cannot be read, or plays too long.</exception>
    public async Task<MadeMedia> RunAsync(string path, MediaFormat format, string folder, CancellationToken cancellation)
    {
        string output = Path.Combine(folder, "original.mp4");
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
            using Image flat = srgb.HasAlpha() ? srgb.Flatten(White) : srgb.Copy();
            await ffmpeg.ConvertAsync(
                (width, height),
                plan.Rate,
                stream => FrameWriter.Write(flat, width * height * 3, plan.Repeats, stream),
                [
                    .. FilmEncoding.Encode(new VideoFacts(0, "") { Width = width, Height = height }, ""),
                    .. FilmEncoding.ScreenColours,
                    .. FilmEncoding.Clean,
                    .. FilmEncoding.Mp4(output),
                ],
                FilmEncoding.LimitFor(MediaLimits.Seconds),
                cancellation
            );
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }

        FilmFacts made = FilmReading.Read(await ffmpeg.ProbeAsync(FilmFile.Made(output), cancellation));
        return await new MakeFilm(ffmpeg).ShowAsync(made, output, folder, cancellation) with { Kind = MediaKind.Gifv };
    }

    private static int[] Delays(Image image) => image.Contains("delay") ? (int[])image.Get("delay") : [];
}
