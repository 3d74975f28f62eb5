using Weft.Federation.Signatures.Cavage;
using Weft.Federation.Signatures.Messages;

namespace Weft.Federation.Signatures;

/// <summary>Signs a request that is about to leave. Sign when sending, never when queuing: others allow five minutes.</summary>
public static class RequestSigner
{
    /// <summary>
    /// The header fields to put on the request in place of those of the same name: Date, the digest of a body, and the
    /// signature. Host must leave as the request's authority.
    /// </summary>
    /// <param name="request">The request as it will leave; the Content-Type must be among its headers already.</param>
    /// <param name="identity">Who signs.</param>
    /// <param name="form">The scheme, and what of it the host takes.</param>
    /// <param name="now">The time of sending.</param>
    /// <param name="wish">What the host asked for by "Accept-Signature"; only by RFC 9421.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        RequestParts request,
        SigningIdentity identity,
        SigningForm form,
        DateTimeOffset now,
        AcceptSignature? wish = null
    ) =>
        form.Scheme == SignatureScheme.Cavage
            ? CavageSigning.Sign(request, identity, form.PathOnly, now)
            : MessageSigning.Sign(request, identity, now, wish);
}
