using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Signatures;

/// <summary>Finds the key of an id: in a cache, or where the id points.</summary>
/// <param name="keyId">The id as received; an http or https address.</param>
/// <param name="refresh">
/// The cached key didn't fit: fetch it again if the rules of refreshing allow, else answer what is cached.
/// </param>
/// <param name="cancellation">Ends the lookup.</param>
public delegate ValueTask<KeyAnswer> KeyLookup(string keyId, bool refresh, CancellationToken cancellation);

/// <summary>What a lookup of a key found.</summary>
public abstract record KeyAnswer
{
    private KeyAnswer() { }

    /// <summary>The key, whose document and owner vouch for each other.</summary>
    /// <param name="Key">The public key.</param>
    /// <param name="Owner">The id of the actor whose key it is.</param>
    /// <param name="Fetched">Whether it was fetched just now, so that fetching it again is no use.</param>
    public sealed record Found(VerificationKey Key, string Owner, bool Fetched) : KeyAnswer;

    /// <summary>There is no such key (404, or a document without it).</summary>
    public sealed record NotFound(string Why) : KeyAnswer;

    /// <summary>The key's document is gone for good (410).</summary>
    public sealed record Gone : KeyAnswer;

    /// <summary>The key's host can't be reached or is busy.</summary>
    public sealed record Unavailable(string Why) : KeyAnswer
    {
        /// <summary>It was reached, and answered 401.</summary>
        public bool IsRefusal { get; init; }
    }

    /// <summary>The key isn't to be believed: its host is blocked, its document names another origin.</summary>
    public sealed record Refused(string Why) : KeyAnswer;
}
