using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Weft.Federation.Signatures.Keys;

/// <summary>A private key of ours. Safe for many threads at once.</summary>
public sealed class SigningKey
{
    private readonly byte[] secret;
    private readonly RsaPool? rsa;

    private SigningKey(KeyKind kind, byte[] secret, RsaPool? rsa, string text)
    {
        Kind = kind;
        this.secret = secret;
        this.rsa = rsa;
        PublicText = text;
    }

    /// <summary>The key's kind.</summary>
    public KeyKind Kind { get; }

    /// <summary>The public half as others read it: SPKI in PEM for RSA ("publicKeyPem"), a Multikey for Ed25519 ("publicKeyMultibase").</summary>
    public string PublicText { get; }

    /// <summary>The bytes before the 32 of the seed in an Ed25519 PKCS#8 (RFC 8410).</summary>
    private static ReadOnlySpan<byte> Ed25519Pkcs8 =>
        [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <summary>A new RSA key of 2048 bits. Takes a processor for some 50 to 300 ms: never on a path where somebody waits.</summary>
    public static SigningKey NewRsa()
    {
        using RSA rsa = RSA.Create(2048);
        return Of(rsa);
    }

    /// <summary>A new Ed25519 key.</summary>
    public static SigningKey NewEd25519() => OfSeed(RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <summary>Reads a key that <see cref="ExportPem"/> wrote, or another PEM of PKCS#8 or PKCS#1 without password.</summary>
    /// <exception cref="CryptographicException">The text holds no private key of RSA or Ed25519.</exception>
    public static SigningKey FromPem(string pem)
    {
        if (!PemText.TryRead(pem, out string? label, out byte[]? der))
        {
            throw new CryptographicException("The text holds no PEM.");
        }

        if (label == "PRIVATE KEY" && der.AsSpan().StartsWith(Ed25519Pkcs8))
        {
            return OfSeed(der[Ed25519Pkcs8.Length..]);
        }

        using RSA rsa = RSA.Create();
        if (label == "RSA PRIVATE KEY")
        {
            rsa.ImportRSAPrivateKey(der, out _);
        }
        else
        {
            rsa.ImportPkcs8PrivateKey(der, out _);
        }

        return Of(rsa);
    }

    /// <summary>The private key as PKCS#8 in PEM, without password: whoever stores it protects it.</summary>
    public string ExportPem() =>
        PemEncoding.WriteString(
            "PRIVATE KEY",
            Kind == KeyKind.Ed25519 ? [.. Ed25519Pkcs8, .. secret] : rsa!.Use(0, static (rsa, _) => rsa.ExportPkcs8PrivateKey())
        );

    /// <summary>Signs by RSA (PKCS#1 v1.5) with SHA-256, or by Ed25519.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        if (Kind == KeyKind.Rsa)
        {
            return rsa!.Use(
                SHA256.HashData(data),
                static (rsa, hash) => rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            );
        }

        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(secret, 0, data.ToArray(), 0, data.Length, signature, 0);
        return signature;
    }

    /// <summary>The Ed25519 key of a seed of 32 bytes.</summary>
    internal static SigningKey OfSeed(byte[] seed)
    {
        if (seed.Length != Ed25519.SecretKeySize)
        {
            throw new CryptographicException("The seed of an Ed25519 key has 32 bytes.");
        }

        byte[] publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
        return new SigningKey(KeyKind.Ed25519, seed, null, Multikey.Write(publicKey));
    }

    private static SigningKey Of(RSA rsa) =>
        new(KeyKind.Rsa, [], new RsaPool(rsa.ExportParameters(true)), rsa.ExportSubjectPublicKeyInfoPem());
}
