using System.Globalization;
using System.Text.Json;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Signatures.Proofs;

/// <summary>Checks the integrity proofs (FEP-8b32, "eddsa-jcs-2022") of documents that came in.</summary>
public sealed class ProofVerifier(TimeProvider clock)
{
    private const int MostProofs = 4;
    private const int LongestProofValue = 100;

    /// <summary>Clocks of others may be ahead by this much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of the document's proofs is its owner's. The lookup must find the key listed in the owner's "assertionMethod".</summary>
    public ValueTask<ProofVerdict> VerifyAsync(JsonElement document, KeyLookup lookup, CancellationToken cancellation) =>
        VerifyAsync(document, lookup, null, cancellation);

    /// <summary>The same.</summary>
    /// <param name="document">The document with its proofs.</param>
    /// <param name="lookup">Finds the key listed in the owner's "assertionMethod".</param>
    /// <param name="oldest">How old a proof may be, which then has to say when it was made; null for any age.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<ProofVerdict> VerifyAsync(
        JsonElement document,
        KeyLookup lookup,
        TimeSpan? oldest,
        CancellationToken cancellation
    )
    {
        ProofVerdict verdict = new(ProofOutcome.None, "The document has no proof.");
        foreach (JsonElement proof in Proofs(document))
        {
            ProofVerdict its = await CheckAsync(document, proof, lookup, oldest, cancellation);
            if (its.Outcome == ProofOutcome.Valid)
            {
                return its;
            }

            verdict = verdict.Outcome == ProofOutcome.KeyUnavailable ? verdict : its;
        }

        return verdict;
    }

    private static IEnumerable<JsonElement> Proofs(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("proof", out JsonElement proof))
        {
            return [];
        }

        IEnumerable<JsonElement> all = proof.ValueKind == JsonValueKind.Array ? proof.EnumerateArray() : [proof];
        return all.Where(IsOurSuite).Take(MostProofs);
    }

    private static bool IsOurSuite(JsonElement proof) =>
        Text(proof, "type") == "DataIntegrityProof" && Text(proof, "cryptosuite") == "eddsa-jcs-2022";

    private async ValueTask<ProofVerdict> CheckAsync(
        JsonElement document,
        JsonElement proof,
        KeyLookup lookup,
        TimeSpan? oldest,
        CancellationToken cancellation
    )
    {
        if (Text(proof, "proofPurpose") != "assertionMethod")
        {
            return Broken("The proof has another purpose than assertionMethod.");
        }

        if (Text(proof, "verificationMethod") is not { } method || !KeyIds.AreUsable(method))
        {
            return Broken("The proof's verificationMethod is no http or https address.");
        }

        if (
            Text(proof, "proofValue") is not ['z', .. string encoded]
            || !Base58.TryDecode(encoded, LongestProofValue, out byte[]? signature)
        )
        {
            return Broken("The proof's proofValue is no base58.");
        }

        if (
            !InTime(proof, "created", made => made <= clock.GetUtcNow() + Ahead)
            || !InTime(proof, "expires", end => end >= clock.GetUtcNow())
        )
        {
            return Broken("The proof was made in the future, or has expired, or its times can't be read.");
        }

        if (
            oldest is { } age
            && !(proof.TryGetProperty("created", out _) && InTime(proof, "created", made => made >= clock.GetUtcNow() - age))
        )
        {
            return Broken("The proof is too old, or does not say when it was made.");
        }

        if (Owner(document) is not { } owner)
        {
            return Broken("The document names no owner, or several.");
        }

        byte[][] hashes = [.. Hashes(document, proof)];
        if (hashes.Length == 0)
        {
            return Broken("Document and proof have no canonical form, or contexts that don't fit.");
        }

        return await CheckKeyAsync(hashes, signature, method, owner, lookup, cancellation);
    }

    private static async ValueTask<ProofVerdict> CheckKeyAsync(
        byte[][] hashes,
        byte[] signature,
        string method,
        string owner,
        KeyLookup lookup,
        CancellationToken cancellation
    )
    {
        // The second time in case the key was changed.
        VerificationKey? tried = null;
        for (int time = 0; time < 2; time++)
        {
            KeyAnswer answer = await lookup(method, time > 0, cancellation);
            if (answer is KeyAnswer.Unavailable away)
            {
                return new(ProofOutcome.KeyUnavailable, away.Why);
            }

            if (answer is not KeyAnswer.Found found || found.Key.Kind != KeyKind.Ed25519 || found.Owner != owner)
            {
                return Broken("The proof's key is not an Ed25519 key of the document's owner.");
            }

            if (!found.Key.Equals(tried) && hashes.Any(hash => found.Key.Verifies(hash, signature)))
            {
                return new(ProofOutcome.Valid, "The proof is valid.", owner);
            }

            if (found.Fetched)
            {
                break;
            }

            tried = found.Key;
        }

        return Broken("The proof is not the key's over this document.");
    }

    /// <summary>
    /// What may have been signed. A proof with a context: that one for both, if the document's begins with it. Without: some
    /// sign it with the document's and leave it out of what they send, some sign it without.
    /// </summary>
    private static IEnumerable<byte[]> Hashes(JsonElement document, JsonElement proof)
    {
        JsonElement? whole = ProofHash.Context(document);
        JsonElement? given = ProofHash.Context(proof);
        if (given is not null && !Begins(whole, given.Value))
        {
            yield break;
        }

        if (ProofHash.TryOf(document, given ?? whole, proof, given ?? whole, out byte[]? hash))
        {
            yield return hash;
        }

        if (given is null && ProofHash.TryOf(document, whole, proof, null, out byte[]? bare))
        {
            yield return bare;
        }
    }

    private static bool Begins(JsonElement? whole, JsonElement start)
    {
        JsonElement[] entries = Entries(start);
        return whole is { } context
            && Entries(context) is { } all
            && all.Length >= entries.Length
            && entries
                .Zip(all)
                .All(pair =>
                    CanonicalJson.TryWrite(pair.First, out byte[]? one)
                    && CanonicalJson.TryWrite(pair.Second, out byte[]? other)
                    && one.AsSpan().SequenceEqual(other)
                );
    }

    private static JsonElement[] Entries(JsonElement context) =>
        context.ValueKind == JsonValueKind.Array ? [.. context.EnumerateArray()] : [context];

    /// <summary>The id of the one who said the document: its "actor", else its only "attributedTo".</summary>
    private static string? Owner(JsonElement document)
    {
        if (!document.TryGetProperty("actor", out JsonElement owner) && !document.TryGetProperty("attributedTo", out owner))
        {
            return null;
        }

        if (owner.ValueKind == JsonValueKind.Array && owner.GetArrayLength() == 1)
        {
            owner = owner[0];
        }

        return owner.ValueKind == JsonValueKind.Object ? Text(owner, "id") : Text(owner);
    }

    private static bool InTime(JsonElement proof, string name, Func<DateTimeOffset, bool> test) =>
        !proof.TryGetProperty(name, out _)
        || (
            DateTimeOffset.TryParse(
                Text(proof, name),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out DateTimeOffset moment
            ) && test(moment)
        );

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? Text(value) : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate passes the parser and fails here.
            return null;
        }
    }

    private static ProofVerdict Broken(string detail) => new(ProofOutcome.Broken, detail);
}
