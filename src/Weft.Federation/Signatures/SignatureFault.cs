namespace Weft.Federation.Signatures;

/// <summary>What exactly is wrong with a signature. Operators read these names.</summary>
public enum SignatureFault
{
    /// <summary>Nothing: the signature is valid.</summary>
    None,

    /// <summary>The request bears no signature.</summary>
    Missing,

    /// <summary>A field can't be parsed: its syntax, a duplicate parameter, base64 that isn't.</summary>
    Malformed,

    /// <summary>The key's id is no http or https address.</summary>
    KeyIdUnusable,

    /// <summary>The algorithm's name is none that Weft knows, or doesn't fit the key.</summary>
    AlgorithmUnfit,

    /// <summary>Something that must be signed isn't.</summary>
    NotCovered,

    /// <summary>A part that is said to be signed is absent, or of a kind that Weft doesn't know.</summary>
    PartUnknown,

    /// <summary>The request was signed for another host.</summary>
    HostForeign,

    /// <summary>There is a body and no digest of a kind that Weft knows.</summary>
    DigestMissing,

    /// <summary>The digest isn't the body's.</summary>
    DigestWrong,

    /// <summary>Made longer ago than the window allows, or without a time that can be read.</summary>
    TooOld,

    /// <summary>Made in the future, beyond what wrong clocks explain.</summary>
    TooNew,

    /// <summary>Its own time of expiry is over, the hour of grace included.</summary>
    Expired,

    /// <summary>The signature isn't the key's over this request.</summary>
    SignatureWrong,

    /// <summary>There is no such key where its id points.</summary>
    KeyNotFound,

    /// <summary>Key and owner are gone for good (410).</summary>
    KeyGone,

    /// <summary>The key can't be fetched now; a later try may succeed.</summary>
    KeyUnavailable,

    /// <summary>The key's server gives it to no signature of ours (401); a later try may succeed, and often will not.</summary>
    KeyWithheld,

    /// <summary>The key's host is blocked, or the key's document doesn't vouch for it.</summary>
    KeyRefused,
}
