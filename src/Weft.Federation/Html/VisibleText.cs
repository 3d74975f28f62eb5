using System.Text;

namespace Weft.Federation.Html;

/// <summary>What may stand in a text that others read: nothing that acts on the screen beyond its own words.</summary>
internal static class VisibleText
{
    /// <summary>
    /// Leaves out controls but tab and line feed, controls of writing direction that reach beyond one character, halves of
    /// surrogate pairs and noncharacters.
    /// </summary>
    public static string Of(string text)
    {
        int i = 0;
        while (i < text.Length && text[i] is (>= ' ' and < '\u007F') or '\n' or '\t')
        {
            i++;
        }

        if (i == text.Length)
        {
            return text;
        }

        StringBuilder visible = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsUnwanted(rune.Value))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString();
    }

    // Enumerating runes turns halves of pairs into U+FFFD; the mark goes with them.
    private static bool IsUnwanted(int value) =>
        value is < 0x20 or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xFFFD
        || (value & 0xFFFE) == 0xFFFE
        || value is >= 0xFDD0 and <= 0xFDEF;
}
