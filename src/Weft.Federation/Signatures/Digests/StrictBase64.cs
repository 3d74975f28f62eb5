using System.Diagnostics.CodeAnalysis;

namespace Weft.Federation.Signatures.Digests;

/// <summary>Base64 in its one spelling: the runtime takes white space and spare bits, which give one value many spellings.</summary>
internal static class StrictBase64
{
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        byte[] decoded = new byte[(text.Length / 4 * 3) + 3];
        if (Convert.TryFromBase64String(text, decoded, out int written) && Convert.ToBase64String(decoded, 0, written) == text)
        {
            bytes = decoded[..written];
            return true;
        }

        bytes = null;
        return false;
    }
}
