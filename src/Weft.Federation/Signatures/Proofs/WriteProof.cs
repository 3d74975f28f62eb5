using System.Globalization;
using System.Text.Json;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Signatures.Proofs;

/// <summary>Puts an integrity proof (FEP-8b32, "eddsa-jcs-2022") on a document of ours, so that it can be believed whoever brings it.</summary>
public static class WriteProof
{
    /// <summary>The document with "proof" as its last member; all other bytes stay as they are.</summary>
    /// <param name="document">A JSON object in UTF-8 without a proof; sign it so before anything else signs it.</param>
    /// <param name="identity">The key, which the owner's actor lists in "assertionMethod".</param>
    /// <param name="now">The time of signing; written without fractions, as others compare it.</param>
    /// <exception cref="ArgumentException">The document is no object, has a proof, or has no canonical form; or the key isn't Ed25519.</exception>
    public static byte[] On(ReadOnlyMemory<byte> document, SigningIdentity identity, DateTimeOffset now)
    {
        using JsonDocument parsed = JsonDocument.Parse(document);
        JsonElement root = parsed.RootElement;
        if (identity.Key.Kind != KeyKind.Ed25519 || root.ValueKind != JsonValueKind.Object || root.TryGetProperty("proof", out _))
        {
            throw new ArgumentException("Proofs are made by Ed25519 on an object that has none.", nameof(document));
        }

        JsonElement? context = ProofHash.Context(root);
        using JsonDocument config = JsonDocument.Parse(Config(context, identity.KeyId, now, null));
        if (!ProofHash.TryOf(root, context, config.RootElement, context, out byte[]? hash))
        {
            throw new ArgumentException("The document has no canonical form.", nameof(document));
        }

        byte[] proof = Config(context, identity.KeyId, now, "z" + Base58.Encode(identity.Key.Sign(hash)));
        ReadOnlySpan<byte> bytes = document.Span;
        ReadOnlySpan<byte> open = bytes[..bytes.LastIndexOf((byte)'}')];
        ReadOnlySpan<byte> member = root.EnumerateObject().Any() ? ",\"proof\":"u8 : "\"proof\":"u8;
        return [.. open, .. member, .. proof, (byte)'}'];
    }

    /// <summary>The proof, which repeats the document's context as the specification has it.</summary>
    private static byte[] Config(JsonElement? context, string method, DateTimeOffset now, string? value)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            if (context is { } given)
            {
                writer.WritePropertyName("@context");
                given.WriteTo(writer);
            }

            writer.WriteString("type", "DataIntegrityProof");
            writer.WriteString("cryptosuite", "eddsa-jcs-2022");
            writer.WriteString("verificationMethod", method);
            writer.WriteString("proofPurpose", "assertionMethod");
            writer.WriteString("created", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            if (value is not null)
            {
                writer.WriteString("proofValue", value);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
