using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Weft.Federation.Signatures.Keys;

/// <summary>Finds the key in a PEM text as servers really send them: CRLF, blanks for line ends, text around it.</summary>
internal static class PemText
{
    /// <summary>An RSA key of 8192 bits takes 1.5 KB, a private one 6.5.</summary>
    private const int Longest = 16 * 1024;

    /// <summary>The first block's label and bytes.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? label, [NotNullWhen(true)] out byte[]? der)
    {
        (label, der) = (null, null);
        if (text.Length > Longest)
        {
            return false;
        }

        // Some servers keep keys in settings where a line end is written as two characters, and send them like that.
        string pem = text.Replace(@"\r", "", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal);
        if (!PemEncoding.TryFind(pem, out PemFields fields))
        {
            return false;
        }

        label = pem[fields.Label];
        der = Convert.FromBase64String(pem[fields.Base64Data]);
        return true;
    }
}
