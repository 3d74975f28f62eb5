using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Weft.Federation.Signatures.Keys;

/// <summary>A public key. Safe for many threads at once.</summary>
public sealed class VerificationKey : IEquatable<VerificationKey>
{
    private readonly byte[] encoded;
    private readonly RsaPool? rsa;

    internal VerificationKey(KeyKind kind, byte[] encoded, RsaPool? rsa)
    {
        Kind = kind;
        this.encoded = encoded;
        this.rsa = rsa;
    }

    /// <summary>The key's kind, which decides the algorithm, whatever a request calls it.</summary>
    public KeyKind Kind { get; }

    /// <summary>Reads "publicKeyPem": SPKI (RSA or Ed25519) or PKCS#1. False with the reason when the text is no key to be trusted.</summary>
    /// <param name="pem">The text as received.</param>
    /// <param name="limits">The sizes allowed.</param>
    /// <param name="key">The key.</param>
    /// <param name="why">The reason when it was refused.</param>
    public static bool TryReadPem(
        string pem,
        KeyLimits limits,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out string? why
    )
    {
        key = null;
        if (!PemText.TryRead(pem, out string? label, out byte[]? der))
        {
            why = "The text holds no PEM.";
            return false;
        }

        return PublicKeyReader.TryRead(label, der, limits, out key, out why);
    }

    /// <summary>Reads "publicKeyMultibase" of an Ed25519 key.</summary>
    public static bool TryReadMultikey(string multibase, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? why)
    {
        key = null;
        if (!Multikey.TryRead(multibase, out byte[]? bytes))
        {
            why = "The Multikey is not one of Ed25519.";
            return false;
        }

        return PublicKeyReader.TryEd25519(bytes, out key, out why);
    }

    /// <summary>Whether the signature is this key's over the data, by RSA with SHA-256 or by Ed25519.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, byte[] signature) =>
        Kind switch
        {
            KeyKind.Ed25519 => signature.Length == Ed25519.SignatureSize
                && Ed25519.Verify(signature, 0, encoded, 0, data.ToArray(), 0, data.Length),
            _ => VerifiesHash(SHA256.HashData(data), signature, HashAlgorithmName.SHA256),
        };

    /// <summary>The same by RSA with SHA-512, which some servers mean by "hs2019". Never true of an Ed25519 key.</summary>
    public bool VerifiesBySha512(ReadOnlySpan<byte> data, byte[] signature) =>
        Kind == KeyKind.Rsa && VerifiesHash(SHA512.HashData(data), signature, HashAlgorithmName.SHA512);

    /// <inheritdoc/>
    public bool Equals(VerificationKey? other) => other is not null && Kind == other.Kind && encoded.AsSpan().SequenceEqual(other.encoded);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerificationKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.AddBytes(encoded);
        return hash.ToHashCode();
    }

    private bool VerifiesHash(byte[] hash, byte[] signature, HashAlgorithmName algorithm) =>
        rsa!.Use(
            (hash, signature, algorithm),
            static (rsa, given) => rsa.VerifyHash(given.hash, given.signature, given.algorithm, RSASignaturePadding.Pkcs1)
        );
}
