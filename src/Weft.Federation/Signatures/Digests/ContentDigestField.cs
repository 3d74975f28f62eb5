using System.Security.Cryptography;
using Weft.Federation.Signatures.Messages;

namespace Weft.Federation.Signatures.Digests;

/// <summary>The field "Content-Digest" of RFC 9530: a dictionary of byte sequences.</summary>
internal static class ContentDigestField
{
    /// <summary>The field's value for a body.</summary>
    public static string Of(ReadOnlySpan<byte> body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    /// <summary>What is wrong with the field for this body, or null. Each digest of a known kind must be right, and there must be one.</summary>
    public static SignatureVerdict? Check(string? field, ReadOnlySpan<byte> body)
    {
        if (field is null)
        {
            return new(SignatureFault.DigestMissing, "There is a body, and no Content-Digest.");
        }

        if (StructuredFieldReader.ReadDictionary(field) is not { } members)
        {
            return new(SignatureFault.Malformed, "The Content-Digest is not a structured field.");
        }

        bool found = false;
        foreach (StructuredMember member in members)
        {
            byte[]? expected = member.Key switch
            {
                "sha-256" => SHA256.HashData(body),
                "sha-512" => SHA512.HashData(body),
                _ => null,
            };
            if (expected is null)
            {
                continue;
            }

            if (member.Value is not byte[] digest || !CryptographicOperations.FixedTimeEquals(digest, expected))
            {
                return new(SignatureFault.DigestWrong, $"The Content-Digest {member.Key} is not the body's.");
            }

            found = true;
        }

        return found ? null : new(SignatureFault.DigestMissing, "The Content-Digest has neither sha-256 nor sha-512.");
    }
}
