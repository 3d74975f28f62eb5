namespace Weft.Core.Media.Films;

/// <summary>What is in a file, as far as ffprobe can tell.</summary>
internal sealed record FilmFacts
{
    /// <summary>The pictures; null when there are none but a cover.</summary>
    public VideoFacts? Video { get; init; }

    /// <summary>The first sound; null when there is none.</summary>
    public SoundFacts? Sound { get; init; }

    /// <summary>The number of the stream of a picture that is there to stand for it; null when there is none.</summary>
    public int? Cover { get; init; }

    /// <summary>The first captions that are text; null when there are none.</summary>
    public (int Index, string? Language)? Captions { get; init; }

    /// <summary>How long it plays, in seconds; 0 when not known.</summary>
    public double Seconds { get; init; }

    /// <summary>Bits in a second; 0 when not known.</summary>
    public int Bitrate { get; init; }

    /// <summary>How long it plays, in milliseconds, 1 at least.</summary>
    public long Milliseconds => Math.Max(1, (long)Math.Round(Seconds * 1_000));
}

/// <summary>What is heard of a film.</summary>
/// <param name="Index">The number of the stream.</param>
/// <param name="Codec">How it is encoded.</param>
internal sealed record SoundFacts(int Index, string Codec)
{
    /// <summary>Which kind of that encoding; null when not known.</summary>
    public string? Profile { get; init; }

    /// <summary>Samples in a second; 0 when not known.</summary>
    public int Rate { get; init; }

    /// <summary>How many channels; 0 when not known.</summary>
    public int Channels { get; init; }

    /// <summary>The codec with its kind, such as <c>aac (LC)</c>.</summary>
    public string Encoding => Profile is null ? Codec : $"{Codec} ({Profile})";
}

/// <summary>The pictures of a film.</summary>
/// <param name="Index">The number of the stream.</param>
/// <param name="Codec">How they are encoded.</param>
internal sealed record VideoFacts(int Index, string Codec)
{
    /// <summary>How pixels are stored.</summary>
    public string? PixelFormat { get; init; }

    /// <summary>In pixels, as shown: turned as the file says, with square pixels.</summary>
    public int Width { get; init; }

    /// <summary>In pixels, as shown.</summary>
    public int Height { get; init; }

    /// <summary>The file asks players to turn them.</summary>
    public bool IsTurned { get; init; }

    /// <summary>Pixels are not square.</summary>
    public bool IsStretched { get; init; }

    /// <summary>Brighter than a usual screen: HLG or PQ.</summary>
    public bool IsBright { get; init; }

    /// <summary>Pictures in a second; 0 when not known.</summary>
    public double Rate { get; init; }

    /// <summary>The same as the file says it: <c>30/1</c>.</summary>
    public string? RateText { get; init; }
}
