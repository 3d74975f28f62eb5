using System.Globalization;

namespace Weft.Core.Media.Films;

/// <summary>
/// The ffmpeg of this machine, for strangers' files: it opens one file as what its first bytes say it is, reads it with
/// few decoders, and follows no name or address that stands in it.
/// </summary>
public sealed class Ffmpeg
{
    /// <summary>Every decoder that may read a stranger's bytes.</summary>
    private const string Decoders =
        "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,mjpeg,prores,apng,png,rawvideo,"
        + "aac,mp3,mp3float,opus,libopus,vorbis,flac,alac,"
        + "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_alaw,pcm_mulaw,"
        + "mov_text,webvtt,subrip,srt,ass,ssa,text";

    /// <summary>The encoders that it has to have.</summary>
    private static readonly string[] Needed = ["libx264", "aac"];

    /// <summary>Asking what is in a file takes no longer.</summary>
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromMinutes(1);

    private readonly MachineProgram both;
    private readonly string? convert;
    private readonly string? probe;

    /// <summary>Looks for the programs, once.</summary>
    public Ffmpeg(MediaSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        convert = MachineProgram.Find(settings.Ffmpeg, "ffmpeg");
        probe = MachineProgram.Find(settings.Ffmpeg, "ffprobe");
        both = new MachineProgram(convert is not null && probe is not null, FindMissing);
    }

    /// <summary>What an operator has to do before videos are taken, as a sentence without its end; null when nothing is missing.</summary>
    public string? Missing => both.Missing;

    /// <summary>The same, without waiting for the program's first answer: null while that is looked for.</summary>
    public string? MissingSoFar => both.MissingSoFar;

    /// <summary>False when videos and sounds cannot be made ready on this machine.</summary>
    public bool IsAvailable => Missing is null;

    /// <summary>What is in a file, as <see cref="FilmReading"/> reads it.</summary>
    /// <exception cref="BrokenMediaException">It cannot be read.</exception>
    /// <exception cref="IOException">The program cannot be run now.</exception>
    internal Task<string> ProbeAsync(FilmFile file, CancellationToken cancellation) =>
        LimitedProcess.RunAsync(
            probe!,
            [
                .. file.Input(Decoders),
                "-show_entries",
                "format=duration,bit_rate:stream=index,codec_type,codec_name,profile,sample_rate,channels,pix_fmt,width,height,avg_frame_rate,r_frame_rate,duration,"
                    + "color_transfer,sample_aspect_ratio:stream_disposition=attached_pic:stream_side_data=rotation:stream_tags=rotate,language",
                "-of",
                "flat",
            ],
            ProbeLimit,
            feed: null,
            cancellation
        );

    /// <summary>Makes another file of one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="output">How, and where to.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Gives up, and ends the program.</param>
    /// <exception cref="BrokenMediaException">It cannot be read, or it takes too long.</exception>
    /// <exception cref="IOException">The program cannot be run now, or the disk is full.</exception>
    internal Task ConvertAsync(FilmFile file, IEnumerable<string> output, TimeSpan limit, CancellationToken cancellation) =>
        LimitedProcess.RunAsync(convert!, Arguments(file.Input(Decoders), output), limit, feed: null, cancellation);

    /// <summary>Makes a file of pictures that come one after the other, three bytes a pixel.</summary>
    /// <param name="size">Of each picture, in pixels.</param>
    /// <param name="rate">How many there are in a second, such as <c>1000/40</c>.</param>
    /// <param name="feed">Writes all of them.</param>
    /// <param name="output">How, and where to.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Gives up, and ends the program.</param>
    /// <inheritdoc cref="ConvertAsync(FilmFile, IEnumerable{string}, TimeSpan, CancellationToken)"/>
    internal Task ConvertAsync(
        (int Width, int Height) size,
        string rate,
        Action<Stream> feed,
        IEnumerable<string> output,
        TimeSpan limit,
        CancellationToken cancellation
    ) =>
        LimitedProcess.RunAsync(
            convert!,
            Arguments(
                [
                    "-protocol_whitelist",
                    "pipe",
                    "-f",
                    "rawvideo",
                    "-pixel_format",
                    "rgb24",
                    "-video_size",
                    string.Create(CultureInfo.InvariantCulture, $"{size.Width}x{size.Height}"),
                    "-framerate",
                    rate,
                    "-i",
                    "pipe:0",
                ],
                output
            ),
            limit,
            feed,
            cancellation
        );

    private static IReadOnlyList<string> Arguments(IEnumerable<string> input, IEnumerable<string> output) =>
        ["-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "2", .. input, "-threads", "2", "-filter_threads", "2", .. output];

    private string? FindMissing()
    {
        if (convert is null || probe is null || !LimitedProcess.IsAvailable)
        {
            return "ffmpeg is not installed on this server (on Debian: apt-get install ffmpeg)";
        }

        // Some distributions leave out what is under patents.
        string encoders = MachineProgram.Ask(convert, "-hide_banner", "-encoders");
        string[] left = [.. Needed.Where(name => !encoders.Contains($" {name} ", StringComparison.Ordinal))];
        return left.Length == 0 ? null : $"the ffmpeg on this server has been built without {string.Join(" and ", left)}";
    }
}
