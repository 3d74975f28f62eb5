using Weft.Federation.Signatures;

namespace Weft.Federation.Http;

/// <summary>A request before it has an address: it may have to be made at several, signed anew at each.</summary>
internal sealed record Errand(
    string Method,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    SigningIdentity? Identity,
    Wanted Wanted
)
{
    /// <summary>Where the body goes, of at most <see cref="Most"/> bytes; null for into memory.</summary>
    public Stream? Into { get; init; }

    /// <summary>The most bytes of a body that goes somewhere.</summary>
    public long Most { get; init; }

    public bool IsPost => Method == "POST";

    /// <summary>A signature is never carried to another origin.</summary>
    public bool MayCross => Wanted.MayCross && Identity is null;

    /// <summary>What is sent is led on once, by 307 or 308 alone.</summary>
    public int MostRedirects => IsPost ? 1 : FederationHttpOptions.MostRedirects;

    public bool Follows(int status) => IsPost ? status is 307 or 308 : status is 301 or 302 or 303 or 307 or 308;
}

/// <summary>What one address answered: an outcome, or where to go on.</summary>
internal sealed record Answer(HttpOutcome? Outcome, string? Location)
{
    public static implicit operator Answer(HttpOutcome outcome) => new(outcome, null);
}
