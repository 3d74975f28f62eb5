using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Weft.Federation.Signatures.Keys;

/// <summary>Reads public keys of others and refuses those that are weak or dear to check.</summary>
internal static class PublicKeyReader
{
    /// <summary>The bytes before the 32 of the key in an Ed25519 SPKI (RFC 8410).</summary>
    private static ReadOnlySpan<byte> Ed25519Spki => [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    public static bool TryRead(
        string label,
        byte[] der,
        KeyLimits limits,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out string? why
    )
    {
        key = null;
        if (label == "PUBLIC KEY" && der.AsSpan().StartsWith(Ed25519Spki))
        {
            return TryEd25519(der[Ed25519Spki.Length..], out key, out why);
        }

        using RSA rsa = RSA.Create();
        try
        {
            switch (label)
            {
                case "PUBLIC KEY":
                    rsa.ImportSubjectPublicKeyInfo(der, out _);
                    break;
                case "RSA PUBLIC KEY":
                    rsa.ImportRSAPublicKey(der, out _);
                    break;
                default:
                    why = $"The PEM holds no public key but \"{label}\".";
                    return false;
            }
        }
        catch (CryptographicException)
        {
            why = "The PEM holds no RSA or Ed25519 key.";
            return false;
        }

        return TryRsa(rsa, limits, out key, out why);
    }

    public static bool TryEd25519(byte[] bytes, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? why)
    {
        // Points of small order and others outside the group verify signatures that nobody made.
        if (bytes.Length != Ed25519.PublicKeySize || !Ed25519.ValidatePublicKeyFull(bytes, 0))
        {
            key = null;
            why = "The Ed25519 key is no point of the curve's group.";
            return false;
        }

        key = new VerificationKey(KeyKind.Ed25519, bytes, null);
        why = null;
        return true;
    }

    private static bool TryRsa(
        RSA rsa,
        KeyLimits limits,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out string? why
    )
    {
        key = null;
        if (rsa.KeySize < limits.SmallestRsa || rsa.KeySize > KeyLimits.LargestRsa)
        {
            why = $"The RSA key has {rsa.KeySize} bits; {limits.SmallestRsa} to {KeyLimits.LargestRsa} are taken.";
            return false;
        }

        RSAParameters parameters = rsa.ExportParameters(false);
        byte[] exponent = parameters.Exponent!;

        // 3 and 65537 are what exists. A long exponent makes each check as dear as signing, an even one is no key.
        if (exponent.Length > 4 || exponent[^1] % 2 == 0 || exponent is [1])
        {
            why = "The RSA key has an exponent that no honest key has.";
            return false;
        }

        key = new VerificationKey(KeyKind.Rsa, rsa.ExportSubjectPublicKeyInfo(), new RsaPool(parameters));
        why = null;
        return true;
    }
}
