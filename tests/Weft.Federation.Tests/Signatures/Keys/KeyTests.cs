using System.Security.Cryptography;
using System.Text;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Tests.Signatures.Keys;

/// <summary>Keys as others write them, and keys not to be trusted.</summary>
public sealed class KeyTests
{
    private static readonly RSA Rsa = RSA.Create(2048);

    public static TheoryData<string, string> Forms =>
        new()
        {
            { "SPKI", Rsa.ExportSubjectPublicKeyInfoPem() },
            { "PKCS#1", Rsa.ExportRSAPublicKeyPem() },
            { "CRLF", Rsa.ExportSubjectPublicKeyInfoPem().Replace("\n", "\r\n", StringComparison.Ordinal) },
            { "line ends in two characters", Rsa.ExportSubjectPublicKeyInfoPem().Replace("\n", "\\n", StringComparison.Ordinal) },
            { "text around it", "My key:\n" + Rsa.ExportSubjectPublicKeyInfoPem() + "\n\n" },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reads_a_key_written_as(string form, string pem)
    {
        Assert.True(VerificationKey.TryReadPem(pem, KeyLimits.Usual, out VerificationKey? key, out string? why), $"{form}: {why}");

        byte[] data = Encoding.UTF8.GetBytes("data");
        Assert.True(key.Verifies(data, Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.True(key.VerifiesBySha512(data, Rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)));
        Assert.False(key.Verifies(data, Rsa.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)));
        Assert.False(key.Verifies(data, []));
    }

    [Fact]
    public void Refuses_small_keys_unless_told_otherwise()
    {
        using RSA small = RSA.Create(1024);
        string pem = small.ExportSubjectPublicKeyInfoPem();

        Assert.False(VerificationKey.TryReadPem(pem, KeyLimits.Usual, out _, out string? why));
        Assert.Contains("1024 bits", why, StringComparison.Ordinal);
        Assert.True(VerificationKey.TryReadPem(pem, new KeyLimits(1024), out _, out _));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("010000")]
    [InlineData("0100000001")]
    public void Refuses_exponents_that_no_honest_key_has(string exponent)
    {
        byte[] modulus = Rsa.ExportParameters(false).Modulus!;
        string pem = Pkcs1([.. modulus], Convert.FromHexString(exponent));

        Assert.False(VerificationKey.TryReadPem(pem, KeyLimits.Usual, out _, out _));
    }

    [Fact]
    public void Refuses_keys_that_are_dear_to_check()
    {
        byte[] modulus = new byte[1025];
        modulus.AsSpan().Fill(0xFF);

        Assert.False(VerificationKey.TryReadPem(Pkcs1(modulus, [1, 0, 1]), KeyLimits.Usual, out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Refuses_what_is_no_key(string pem)
    {
        Assert.False(VerificationKey.TryReadPem(pem, KeyLimits.Usual, out _, out string? why));
        Assert.NotNull(why);
    }

    [Fact]
    public void Refuses_to_take_a_private_key_for_a_public_one() =>
        Assert.False(VerificationKey.TryReadPem(Rsa.ExportPkcs8PrivateKeyPem(), KeyLimits.Usual, out _, out _));

    [Fact]
    public void A_seed_makes_the_vectors_Multikey()
    {
        SigningKey key = SigningKey.OfSeed([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);

        Assert.Equal("z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd", key.PublicText);
        Assert.True(VerificationKey.TryReadMultikey(key.PublicText, out VerificationKey? read, out _));
        Assert.True(read.Verifies("data"u8, key.Sign("data"u8)));
        Assert.False(read.Verifies("date"u8, key.Sign("data"u8)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd")]
    [InlineData("z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgv")]
    [InlineData("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")]
    public void Refuses_what_is_no_Multikey_of_Ed25519(string multibase) =>
        Assert.False(VerificationKey.TryReadMultikey(multibase, out _, out _));

    /// <summary>For the points of small order there are signatures that fit every text.</summary>
    [Fact]
    public void Refuses_a_point_of_small_order()
    {
        byte[] neutral = new byte[32];
        neutral[0] = 1;

        Assert.False(VerificationKey.TryReadMultikey(Multikey.Write(neutral), out _, out _));
    }

    [Theory]
    [InlineData(KeyKind.Rsa)]
    [InlineData(KeyKind.Ed25519)]
    public void A_stored_key_signs_as_before(KeyKind kind)
    {
        SigningKey key = kind == KeyKind.Rsa ? SigningKey.NewRsa() : SigningKey.NewEd25519();

        SigningKey stored = SigningKey.FromPem(key.ExportPem());

        Assert.Equal(key.PublicText, stored.PublicText);
        Assert.Equal(key.Sign("data"u8), stored.Sign("data"u8));
    }

    [Fact]
    public void An_Ed25519_key_in_PEM_is_read()
    {
        SigningKey key = SigningKey.NewEd25519();
        Assert.True(Multikey.TryRead(key.PublicText, out byte[]? bytes));
        string pem = PemEncoding.WriteString("PUBLIC KEY", [.. Convert.FromHexString("302a300506032b6570032100"), .. bytes]);

        Assert.True(VerificationKey.TryReadPem(pem, KeyLimits.Usual, out VerificationKey? read, out _));
        Assert.True(read.Verifies("data"u8, key.Sign("data"u8)));
    }

    [Fact]
    public void One_key_serves_many_threads()
    {
        Assert.True(VerificationKey.TryReadPem(Rsa.ExportSubjectPublicKeyInfoPem(), KeyLimits.Usual, out VerificationKey? key, out _));
        SigningKey signing = SigningKey.FromPem(Rsa.ExportPkcs8PrivateKeyPem());

        Parallel.For(0, 100, n => Assert.True(key.Verifies([(byte)n], signing.Sign([(byte)n]))));
    }

    private static string Pkcs1(byte[] modulus, byte[] exponent)
    {
        System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(modulus);
            writer.WriteIntegerUnsigned(exponent);
        }

        return PemEncoding.WriteString("RSA PUBLIC KEY", writer.Encode());
    }
}
