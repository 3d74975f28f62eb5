using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Server.Identity.Access;

/// <summary>
/// Tokens, codes, client secrets, session keys: 32 random bytes in base64url, 43 characters that also fit into
/// <c>Sec-WebSocket-Protocol</c>. Only their SHA-256 is stored: nobody can guess them, so a slow hash would protect nothing.
/// </summary>
internal static class Secret
{
    /// <summary>What is longer was not made here.</summary>
    private const int MaxLength = 256;

    /// <summary>A new one.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Its hash, for a row.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>True when it could be one of ours.</summary>
    public static bool IsShaped(string text) => text.Length is > 0 and <= MaxLength;

    /// <summary>True when the secret is the one behind the hash; takes equally long for every wrong one.</summary>
    public static bool Matches(string secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
}

/// <summary>A SHA-256 as a dictionary's key, without a byte array for each request.</summary>
internal readonly record struct SecretHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The hash of a secret that is <see cref="Secret.IsShaped"/>.</summary>
    public static SecretHash Of(string secret)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(secret.Length)];
        int length = Encoding.UTF8.GetBytes(secret, utf8);
        Span<ulong> hash = stackalloc ulong[4];
        SHA256.HashData(utf8[..length], MemoryMarshal.AsBytes(hash));
        return new SecretHash(hash[0], hash[1], hash[2], hash[3]);
    }

    /// <summary>As a row keeps it.</summary>
    public byte[] ToBytes()
    {
        ReadOnlySpan<ulong> hash = [A, B, C, D];
        return MemoryMarshal.AsBytes(hash).ToArray();
    }
}
