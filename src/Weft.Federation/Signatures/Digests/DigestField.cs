using System.Security.Cryptography;

namespace Weft.Federation.Signatures.Digests;

/// <summary>The field "Digest" of RFC 3230 as draft-cavage uses it: <c>SHA-256=base64</c>.</summary>
internal static class DigestField
{
    /// <summary>The field's value for a body. The name is in capitals: threads.net and PeerTube refuse small letters.</summary>
    public static string Of(ReadOnlySpan<byte> body) => "SHA-256=" + Convert.ToBase64String(SHA256.HashData(body));

    /// <summary>What is wrong with the field for this body, or null. Other algorithms beside SHA-256 are passed over.</summary>
    public static SignatureVerdict? Check(string? field, ReadOnlySpan<byte> body)
    {
        if (field is null)
        {
            return new(SignatureFault.DigestMissing, "There is a body, and no Digest.");
        }

        bool found = false;
        foreach (string entry in field.Split(',', StringSplitOptions.TrimEntries))
        {
            int sign = entry.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0 || !entry[..sign].Equals("sha-256", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!StrictBase64.TryDecode(entry[(sign + 1)..], out byte[]? digest) || digest.Length != SHA256.HashSizeInBytes)
            {
                return new(SignatureFault.Malformed, "The Digest is not base64 of 32 bytes.");
            }

            if (!CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(body)))
            {
                return new(SignatureFault.DigestWrong, "The Digest is not the body's.");
            }

            found = true;
        }

        return found ? null : new(SignatureFault.DigestMissing, "The Digest has no SHA-256.");
    }
}
