using System.Diagnostics.CodeAnalysis;

namespace Weft.Federation.Signatures.Keys;

/// <summary>An Ed25519 key as FEP-521a writes it: "z", then base58 of 0xED 0x01 and the 32 bytes.</summary>
internal static class Multikey
{
    private const int Longest = 64;
    private static ReadOnlySpan<byte> Ed25519Prefix => [0xED, 0x01];

    public static string Write(ReadOnlySpan<byte> key) => "z" + Base58.Encode([.. Ed25519Prefix, .. key]);

    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (
            !text.StartsWith('z')
            || !Base58.TryDecode(text.AsSpan(1), Longest, out byte[]? bytes)
            || !bytes.AsSpan().StartsWith(Ed25519Prefix)
        )
        {
            return false;
        }

        key = bytes[Ed25519Prefix.Length..];
        return true;
    }
}
