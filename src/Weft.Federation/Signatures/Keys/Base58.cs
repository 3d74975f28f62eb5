using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Weft.Federation.Signatures.Keys;

/// <summary>
/// Base58 with Bitcoin's alphabet, in which Multikeys and integrity proofs are written. The work grows with the square of
/// the length: callers limit what they read.
/// </summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        int zeros = bytes.IndexOfAnyExcept((byte)0);
        zeros = zeros < 0 ? bytes.Length : zeros;
        BigInteger number = new(bytes, isUnsigned: true, isBigEndian: true);
        List<char> digits = [];
        while (!number.IsZero)
        {
            number = BigInteger.DivRem(number, 58, out BigInteger digit);
            digits.Add(Alphabet[(int)digit]);
        }

        digits.AddRange(Enumerable.Repeat(Alphabet[0], zeros));
        digits.Reverse();
        return new string([.. digits]);
    }

    /// <summary>The bytes, unless a character stands outside the alphabet or there are more than <paramref name="longest"/> characters.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, int longest, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length > longest)
        {
            return false;
        }

        BigInteger number = BigInteger.Zero;
        foreach (char character in text)
        {
            int digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            number = (number * 58) + digit;
        }

        int zeros = text.IndexOfAnyExcept(Alphabet[0]);
        zeros = zeros < 0 ? text.Length : zeros;
        byte[] significant = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes = [.. new byte[zeros], .. significant];
        return true;
    }
}
