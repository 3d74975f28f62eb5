using System.Globalization;

namespace Weft.Core.Media.Films;

/// <summary>Reads what ffprobe writes as <c>flat</c>: a name and a value on each line, texts in quotes.</summary>
internal sealed class FilmReading
{
    /// <summary>Captions that are text; others are pictures.</summary>
    private static readonly string[] TextCaptions = ["mov_text", "webvtt", "subrip", "ass", "ssa", "text"];

    /// <summary>Notes beside a stream that are looked through.</summary>
    private const int MaxSideData = 16;

    /// <summary>Characters in the name of a kind of encoding.</summary>
    private const int MaxProfile = 32;

    private readonly Dictionary<string, string> values = [];

    private FilmReading(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            int at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                values[line[..at]] = line[(at + 1)..].Trim().Trim('"');
            }
        }
    }

    /// <summary>What is in a file.</summary>
    /// <exception cref="BrokenMediaException">It tells of nothing that can be shown or heard.</exception>
    public static FilmFacts Read(string text) => new FilmReading(text).Facts();

    private FilmFacts Facts()
    {
        string[] streams = [.. Enumerable.Range(0, values.Count).Select(Stream).TakeWhile(s => Text(s + "index") is not null)];
        string? video = Array.Find(streams, s => Text(s + "codec_type") == "video" && Number(s + "disposition.attached_pic") == 0);
        string? cover = Array.Find(streams, s => Text(s + "codec_type") == "video" && Number(s + "disposition.attached_pic") != 0);
        string? sound = Array.Find(streams, s => Text(s + "codec_type") == "audio" && Text(s + "codec_name") is not null);
        string? captions = Array.Find(streams, s => Text(s + "codec_type") == "subtitle" && TextCaptions.Contains(Text(s + "codec_name")));
        if (video is null && sound is null)
        {
            throw new BrokenMediaException("holds neither pictures nor sound");
        }

        return new FilmFacts
        {
            Video = video is null ? null : Video(video),
            Sound = sound is null ? null : Sound(sound),
            Cover = cover is null ? null : (int)Number(cover + "index"),
            Captions = captions is null ? null : ((int)Number(captions + "index"), Language(captions)),
            Seconds = Shorter(Number("format.duration"), Math.Max(Number(video + "duration"), Number(sound + "duration"))),
            Bitrate = (int)Math.Min(int.MaxValue, Number("format.bit_rate")),
        };
    }

    private SoundFacts Sound(string stream) =>
        new((int)Number(stream + "index"), Text(stream + "codec_name")!)
        {
            Profile = Text(stream + "profile") is { Length: > 0 and <= MaxProfile } profile && profile != "unknown" ? profile : null,
            Rate = (int)Math.Min(int.MaxValue, Number(stream + "sample_rate")),
            Channels = (int)Math.Min(int.MaxValue, Number(stream + "channels")),
        };

    private VideoFacts Video(string stream)
    {
        double turn = Turn(stream);
        double stretch = Text(stream + "sample_aspect_ratio") is { } ratio ? Fraction(ratio, ':') : 0;
        bool isStretched = stretch > 0 && Math.Abs(stretch - 1) > 0.001;
        double width = Number(stream + "width") * (isStretched ? Math.Clamp(stretch, 0.1, 10) : 1);
        double height = Number(stream + "height");
        (double across, double down) = turn % 180 == 0 ? (width, height) : (height, width);
        string? average = Text(stream + "avg_frame_rate");
        string? rate = average is not null && Fraction(average, '/') > 0 ? average : Text(stream + "r_frame_rate");
        return new VideoFacts((int)Number(stream + "index"), Text(stream + "codec_name") ?? "")
        {
            PixelFormat = Text(stream + "pix_fmt"),
            Width = (int)Math.Round(across),
            Height = (int)Math.Round(down),
            IsTurned = turn % 360 != 0,
            IsStretched = isStretched,
            IsBright = Text(stream + "color_transfer") is "arib-std-b67" or "smpte2084",
            Rate = rate is null ? 0 : Fraction(rate, '/'),
            RateText = rate,
        };
    }

    /// <summary>Degrees; how a telephone was held stands beside the pictures, or in a tag.</summary>
    private double Turn(string stream) =>
        Enumerable
            .Range(0, MaxSideData)
            .Select(i => Number(string.Create(CultureInfo.InvariantCulture, $"{stream}side_data_list.side_data.{i}.rotation")))
            .Append(Number(stream + "tags.rotate"))
            .FirstOrDefault(turn => turn != 0);

    private static string Stream(int number) => string.Create(CultureInfo.InvariantCulture, $"streams.stream.{number}.");

    /// <summary>Notes beside pictures and sound may go on longer; what was cut away by an edit is still in the streams.</summary>
    private static double Shorter(double whole, double streams) =>
        whole > 0 && streams > 0 ? Math.Min(whole, streams) : Math.Max(whole, streams);

    /// <summary>Two or three letters (ISO 639); null for none.</summary>
    private string? Language(string stream) =>
        Text(stream + "tags.language") is { Length: 2 or 3 } language && language.All(char.IsAsciiLetterLower) && language != "und"
            ? language
            : null;

    private string? Text(string name) => values.GetValueOrDefault(name);

    private double Number(string name) =>
        double.TryParse(Text(name), CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : 0;

    private static double Fraction(string text, char between) =>
        text.Split(between) is [var over, var under]
        && double.TryParse(over, CultureInfo.InvariantCulture, out double above)
        && double.TryParse(under, CultureInfo.InvariantCulture, out double below)
        && below > 0
            ? above / below
            : 0;
}
