namespace Weft.Federation.Signatures.Keys;

/// <summary>Which RSA keys of others are taken.</summary>
/// <param name="SmallestRsa">The fewest bits. 1024, which some old servers still have, only by the operator's setting.</param>
public sealed record KeyLimits(int SmallestRsa = 2048)
{
    /// <summary>The most bits: beyond, one signature costs too much to check.</summary>
    public const int LargestRsa = 8192;

    /// <summary>The usual limits.</summary>
    public static KeyLimits Usual { get; } = new();
}
