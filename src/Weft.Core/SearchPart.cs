namespace Weft.Core;

/// <summary>
/// A part of what a search finds, best first. Such an order has no key that a page could go on from, and apps count: so
/// this alone is paged by number, and goes no deeper than anybody leafs.
/// </summary>
/// <param name="Offset">How many come before.</param>
/// <param name="Limit">How many at most.</param>
public readonly record struct SearchPart(int Offset, int Limit)
{
    /// <summary>Where every search ends.</summary>
    public const int Deepest = 400;

    /// <summary>True for a part behind the end.</summary>
    public bool IsBeyond => Offset >= Deepest;

    /// <summary>How many have to be found for it.</summary>
    public int Reach => Math.Min(Offset + Limit, Deepest);

    /// <summary>This part of what was found.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> found) => [.. found.Skip(Offset)];
}
