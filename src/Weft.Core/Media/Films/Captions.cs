using System.Globalization;
using System.Text.RegularExpressions;

namespace Weft.Core.Media.Films;

/// <summary>Captions of a film, kept as WebVTT, which is what browsers show.</summary>
internal static partial class Captions
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The language when none is said (ISO 639-2).</summary>
    private const string Unknown = "und";

    /// <summary>Writes <c>captions.vtt</c>; answers their language, or null when there are none to keep.</summary>
    public static async Task<string?> KeepAsync(
        Ffmpeg ffmpeg,
        FilmFile file,
        FilmFacts facts,
        string folder,
        CancellationToken cancellation
    )
    {
        if (facts.Captions is not (int index, var language))
        {
            return null;
        }

        string path = Path.Combine(folder, "captions.vtt");
        try
        {
            string stream = string.Create(CultureInfo.InvariantCulture, $"0:{index}");
            string[] output = ["-map", stream, "-fs", MaxBytes.ToString(CultureInfo.InvariantCulture), "-f", "webvtt", "file:" + path];
            await ffmpeg.ConvertAsync(
                file,
                [.. FilmEncoding.Clean, .. FilmEncoding.Limit, .. output],
                FilmEncoding.LimitFor(facts.Seconds),
                cancellation
            );
            if (IsSaid(await File.ReadAllTextAsync(path, cancellation)))
            {
                return language ?? Unknown;
            }
        }
        catch (BrokenMediaException)
        {
            // A film whose captions cannot be read is a film still.
        }

        File.Delete(path);
        return null;
    }

    /// <summary>Something is said, and it is not where and how high a drone flew, which some write as captions.</summary>
    internal static bool IsSaid(string captions) => captions.Contains("-->", StringComparison.Ordinal) && !Flight().IsMatch(captions);

    [GeneratedRegex(@"\b(?:lat|latitude|lon|long|longitude|longtitude)\s*[:=]\s*[-+]?\d|\bGPS\s*[:=(]\s*[-+]?\d", RegexOptions.IgnoreCase)]
    private static partial Regex Flight();
}
