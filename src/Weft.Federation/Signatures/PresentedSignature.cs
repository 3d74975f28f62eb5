namespace Weft.Federation.Signatures;

/// <summary>A signature that is well formed, covers what it must, fits the body and the hour; only its key is still to be asked.</summary>
public sealed class PresentedSignature
{
    /// <summary>The scheme.</summary>
    public required SignatureScheme Scheme { get; init; }

    /// <summary>The id of the key, an http or https address as received.</summary>
    public required string KeyId { get; init; }

    /// <summary>Until when the same request would be accepted.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }

    internal byte[] Value { get; init; } = [];

    /// <summary>What may have been signed, the likelier first.</summary>
    internal IReadOnlyList<string> Strings { get; init; } = [];

    /// <summary>The algorithm's name where it binds (RFC 9421); null where the key alone decides.</summary>
    internal string? Algorithm { get; init; }
}

/// <summary>What was read from a request before any key is asked.</summary>
/// <param name="Candidates">The signatures that may be checked, in the order of the request; empty when refused.</param>
/// <param name="Refusal">Why there is none to check; null when there is.</param>
public sealed record SignatureReading(IReadOnlyList<PresentedSignature> Candidates, SignatureVerdict? Refusal)
{
    /// <summary>The ids of the keys that will be wanted. Look at their hosts before fetching anything.</summary>
    public IEnumerable<string> KeyIds => Candidates.Select(candidate => candidate.KeyId);

    internal static SignatureReading Refused(SignatureVerdict verdict) => new([], verdict);
}
