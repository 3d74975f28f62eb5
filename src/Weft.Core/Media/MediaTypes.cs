using Weft.Core.Media.Films;
using Weft.Core.Media.Photos;

namespace Weft.Core.Media;

/// <summary>The types that are taken on this machine, for apps and browsers to choose from.</summary>
public sealed class MediaTypes(Ffmpeg ffmpeg, HeicDecoder heic)
{
    /// <summary>
    /// Of photos. HEIC only where it can be opened: telephones send JPEG to who does not name it.
    /// </summary>
    public IReadOnlyList<string> Photos =>
        heic.IsAvailable ? [.. MediaLimits.PhotoTypes, .. MediaLimits.HeicTypes] : MediaLimits.PhotoTypes;

    /// <summary>Of photos, videos and sounds.</summary>
    public IReadOnlyList<string> All => ffmpeg.IsAvailable ? [.. Photos, .. MediaLimits.FilmTypes] : Photos;

    /// <summary>Whether videos and sounds are taken.</summary>
    public bool TakesFilms => ffmpeg.IsAvailable;

    /// <summary>What is not taken for want of a program, a line each; empty for nothing, and while that is still looked for.</summary>
    public IEnumerable<string> Lacks()
    {
        if (ffmpeg.MissingSoFar is { } noFilms)
        {
            yield return "without videos and sounds: " + noFilms;
        }

        if (heic.MissingSoFar is { } noHeic)
        {
            yield return "without HEIC: " + noHeic;
        }
    }
}
