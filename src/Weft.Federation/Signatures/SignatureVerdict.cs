namespace Weft.Federation.Signatures;

/// <summary>What came of checking a request's signature.</summary>
/// <param name="Fault">What is wrong; <see cref="SignatureFault.None"/> when the signature is valid.</param>
/// <param name="Detail">One sentence for operators and for the body of the answer. Holds nothing secret.</param>
public sealed record SignatureVerdict(SignatureFault Fault, string Detail)
{
    /// <summary>Whether the signature is valid.</summary>
    public bool IsValid => Fault == SignatureFault.None;

    /// <summary>The scheme that the request uses; null without a signature.</summary>
    public SignatureScheme? Scheme { get; init; }

    /// <summary>The id of the key with which the request was signed, as received.</summary>
    public string? KeyId { get; init; }

    /// <summary>The id of the actor whose key it is, as the lookup found it. Only of a valid signature.</summary>
    public string? Owner { get; init; }

    /// <summary>SHA-256 of the signature's bytes in lower hex: remember it to know a replay. Only of a valid signature.</summary>
    public string? SignatureHash { get; init; }

    /// <summary>Until when the same request would be accepted again, so how long to remember its hash.</summary>
    public DateTimeOffset? ReplayableUntil { get; init; }

    /// <summary>What Weft computed as signed, for an operator to lay beside what the sender signed. Only of a wrong signature.</summary>
    public string? SigningString { get; init; }

    /// <summary>The status to answer: 400, 401, 403 or 503; 202 when valid. 503 makes senders try again, most 4xx do not.</summary>
    public int Status =>
        Fault switch
        {
            SignatureFault.None => 202,
            SignatureFault.Malformed => 400,
            SignatureFault.KeyRefused => 403,
            SignatureFault.KeyUnavailable or SignatureFault.KeyWithheld => 503,
            _ => 401,
        };
}
