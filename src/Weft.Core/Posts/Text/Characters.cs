using System.Globalization;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>
/// Classes of characters that the scanners share. <c>wwwroot/js/count.js</c> has the same ones; change both together.
/// </summary>
internal static class Characters
{
    /// <summary>The character that begins at an index; U+FFFD for half a surrogate pair and at the end.</summary>
    public static Rune At(string text, int index, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out length);
        return rune;
    }

    /// <summary>The character that ends before an index; null at the beginning.</summary>
    public static Rune? Before(string text, int index)
    {
        if (index == 0)
            return null;
        Rune.DecodeLastFromUtf16(text.AsSpan(0, index), out var rune, out _);
        return rune;
    }

    /// <summary>
    /// Letters, marks, decimal digits and connectors of all scripts. The marks that only colour an emoji (variation
    /// selectors, the keycap) are none.
    /// </summary>
    public static bool IsWord(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_';
        return rune.Value is not (0xFE0E or 0xFE0F or 0x20E3)
            && Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.UppercaseLetter
                    or UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.TitlecaseLetter
                    or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.OtherLetter
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.EnclosingMark
                    or UnicodeCategory.DecimalDigitNumber
                    or UnicodeCategory.ConnectorPunctuation;
    }

    /// <summary>Combining marks of all scripts.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>Latin letters beyond ASCII, and the marks that make such letters.</summary>
    public static bool IsLatinAccent(Rune rune) =>
        rune.Value is (>= 0xC0 and <= 0x24F and not (0xD7 or 0xF7)) or (>= 0x300 and <= 0x36F) or (>= 0x1E00 and <= 0x1EFF);

    /// <summary>Controls of writing direction, embeddings and isolates included.</summary>
    public static bool IsDirectional(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Punctuation of all scripts.</summary>
    public static bool IsPunctuation(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation;
}
