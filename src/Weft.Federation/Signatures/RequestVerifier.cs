using System.Security.Cryptography;
using System.Text;
using Weft.Federation.Signatures.Cavage;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Signatures.Messages;

namespace Weft.Federation.Signatures;

/// <summary>
/// Checks the signatures of requests that came in, in two steps: what can be seen without a key, then the key. Between
/// them a server looks whether the key's host is blocked, and fetches nothing if it is.
/// </summary>
public sealed class RequestVerifier(TimeProvider clock)
{
    private const int MostLookups = 3;

    /// <summary>Reads what is signed and checks syntax, coverage, digest, host and time.</summary>
    /// <param name="request">The request, with the server's own scheme and authority.</param>
    /// <param name="queryIsHarmless">
    /// The address's query can't change what is done (true of inboxes), so that a signature over the path alone is enough.
    /// </param>
    public SignatureReading Read(RequestParts request, bool queryIsHarmless)
    {
        DateTimeOffset now = clock.GetUtcNow();

        // Who sends Signature-Input means RFC 9421; its Signature field must never be read as the other scheme's.
        if (request.Field("signature-input") is { } input)
        {
            return MessageReading.Read(request, input, request.Field("signature"), now);
        }

        return request.Field("signature") is { } field
            ? CavageReading.Read(request, field, queryIsHarmless, now)
            : SignatureReading.Refused(new(SignatureFault.Missing, "The request is not signed."));
    }

    /// <summary>
    /// Finds the key and checks the signature with it. With several signatures the first whose key is found decides; at most
    /// three are looked up. A key that doesn't fit is asked for once more, in case it was changed.
    /// </summary>
    public static async ValueTask<SignatureVerdict> VerifyAsync(SignatureReading reading, KeyLookup lookup, CancellationToken cancellation)
    {
        SignatureVerdict? unresolved = reading.Refusal;
        foreach (PresentedSignature signature in reading.Candidates.Take(MostLookups))
        {
            KeyAnswer answer = await lookup(signature.KeyId, false, cancellation);
            if (answer is not KeyAnswer.Found found)
            {
                SignatureVerdict verdict = Unresolved(signature, answer);

                // "Try again" outweighs the others: another time the key may be there.
                unresolved = unresolved is null || verdict.Status == 503 ? verdict : unresolved;
                continue;
            }

            SignatureVerdict outcome = Check(signature, found);
            if (outcome.IsValid || found.Fetched)
            {
                return outcome;
            }

            return await lookup(signature.KeyId, true, cancellation) switch
            {
                KeyAnswer.Found again when again.Key.Equals(found.Key) => outcome,
                KeyAnswer.Found again => Check(signature, again),
                KeyAnswer other => Unresolved(signature, other),
            };
        }

        return unresolved!;
    }

    private static SignatureVerdict Check(PresentedSignature signature, KeyAnswer.Found found)
    {
        SignatureVerdict about = new(SignatureFault.None, "") { Scheme = signature.Scheme, KeyId = signature.KeyId };
        string? fitting = found.Key.Kind == KeyKind.Rsa ? "rsa-v1_5-sha256" : "ed25519";
        if (signature.Algorithm is not null && signature.Algorithm != fitting)
        {
            return about with
            {
                Fault = SignatureFault.AlgorithmUnfit,
                Detail = $"The key is of {found.Key.Kind}, not of {signature.Algorithm}.",
            };
        }

        foreach (string text in signature.Strings)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (found.Key.Verifies(bytes, signature.Value) || (BySha512(signature) && found.Key.VerifiesBySha512(bytes, signature.Value)))
            {
                return about with
                {
                    Detail = "The signature is valid.",
                    Owner = found.Owner,
                    SignatureHash = Convert.ToHexStringLower(SHA256.HashData(signature.Value)),
                    ReplayableUntil = signature.ReplayableUntil,
                };
            }
        }

        return about with
        {
            Fault = SignatureFault.SignatureWrong,
            Detail = "The signature is not the key's over what this server received.",
            SigningString = signature.Strings[0],
        };
    }

    private static bool BySha512(PresentedSignature signature) => signature.Scheme == SignatureScheme.Cavage;

    private static SignatureVerdict Unresolved(PresentedSignature signature, KeyAnswer answer)
    {
        (SignatureFault fault, string detail) = answer switch
        {
            KeyAnswer.NotFound missing => (SignatureFault.KeyNotFound, missing.Why),
            KeyAnswer.Gone => (SignatureFault.KeyGone, "The key and its owner are gone."),
            KeyAnswer.Refused refused => (SignatureFault.KeyRefused, refused.Why),
            KeyAnswer.Unavailable { IsRefusal: true } held => (SignatureFault.KeyWithheld, held.Why),
            KeyAnswer.Unavailable away => (SignatureFault.KeyUnavailable, away.Why),
            _ => throw new ArgumentException("The lookup found a key.", nameof(answer)),
        };
        return new(fault, detail) { Scheme = signature.Scheme, KeyId = signature.KeyId };
    }
}
