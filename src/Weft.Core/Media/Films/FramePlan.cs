namespace Weft.Core.Media.Films;

/// <summary>How often each picture of a moving one comes, in a film that shows so many in each second.</summary>
/// <param name="Tick">How long one picture of the film is seen, in milliseconds.</param>
/// <param name="Repeats">How often each picture comes, once at least.</param>
internal sealed record FramePlan(int Tick, IReadOnlyList<int> Repeats)
{
    /// <summary>What browsers make of pictures that are to be seen no time at all, in milliseconds.</summary>
    private const int Usual = 100;

    /// <summary>Shorter than that a picture cannot be seen, in milliseconds.</summary>
    private const int Shortest = 20;

    /// <summary>Pixels of all pictures of the film, so that pauses of minutes in small steps cost no more than others.</summary>
    private const long MostPixels = 4 * MediaLimits.FramePixels;

    /// <summary>How many in a second, as a fraction.</summary>
    public string Rate => FormattableString.Invariant($"1000/{Tick}");

    /// <summary>How long the film plays.</summary>
    public double Seconds => Repeats.Sum(r => (double)r) * Tick / 1_000;

    /// <summary>Plans a film.</summary>
    /// <param name="delays">How long each picture is seen, in milliseconds; may lack some.</param>
    /// <param name="frames">How many pictures there are.</param>
    /// <param name="pixels">How many pixels each has.</param>
    public static FramePlan Of(IReadOnlyList<int> delays, int frames, long pixels)
    {
        int[] seen = [.. Enumerable.Range(0, frames).Select(i => i < delays.Count && delays[i] > 10 ? delays[i] : Usual)];
        long all = seen.Sum(d => (long)d);
        long tick = Math.Max(Math.Max(Shortest, seen.Aggregate(0, Common)), all * pixels / MostPixels);
        int[] repeats = new int[frames];
        // Rounded on the whole, so that nothing adds up.
        (long due, long given) = (0, 0);
        for (int i = 0; i < frames; i++)
        {
            due += seen[i];
            repeats[i] = (int)Math.Clamp(due / tick - given, 1, int.MaxValue);
            given += repeats[i];
        }

        return new FramePlan((int)Math.Min(tick, int.MaxValue), repeats);
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
