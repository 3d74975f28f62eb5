using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>Finds hashtags of all scripts in running text.</summary>
internal static class TagScanner
{
    /// <summary>True for # and its full-width form.</summary>
    public static bool IsSign(char character) => character is '#' or '＃';

    /// <summary>Middle dots and the zero-width non-joiner: inside a tag, never at its ends.</summary>
    public static bool IsSeparator(Rune rune) => rune.Value is 0xB7 or 0x30FB or 0x200C;

    /// <summary>Reads a tag at its #; false in the middle of words and addresses, and for numbers.</summary>
    public static bool TryRead(string text, int start, out int end)
    {
        end = start;
        if (Characters.Before(text, start) is { } before && (before.Value is '=' or '/' or ')' or '&' || Characters.IsWord(before)))
            return false;
        end = EndOfName(text, start + 1);
        return end > start + 1;
    }

    /// <summary>Where the name that begins at an index ends; the index itself when there is none.</summary>
    public static int EndOfName(string text, int start)
    {
        var end = start;
        for (var i = start; i < text.Length; )
        {
            var rune = Characters.At(text, i, out var length);
            if (Characters.IsWord(rune) && !(i == start && Characters.IsMark(rune)))
                end = i + length;
            else if (!IsSeparator(rune) || i == start)
                break;
            i += length;
        }
        end = BeforeScheme(text, start, end);
        return end - start <= Tag.MaxLength && IsName(text.AsSpan(start, end - start)) ? end : start;
    }

    // In scripts without spaces an address may follow at once.
    private static int BeforeScheme(string text, int start, int end)
    {
        if (!text.AsSpan(end).StartsWith("://", StringComparison.Ordinal))
            return end;
        var name = text.AsSpan(start, end - start);
        var scheme =
            name.EndsWith("https", StringComparison.OrdinalIgnoreCase) ? 5
            : name.EndsWith("http", StringComparison.OrdinalIgnoreCase) ? 4
            : 0;
        end -= scheme;
        while (end > start && IsSeparator(new Rune(text[end - 1])))
            end--;
        return end;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        var (letter, digit, separator, seen) = (false, false, false, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            letter |= Rune.IsLetter(rune);
            digit |= Rune.IsDigit(rune);
            seen += rune.Utf16SequenceLength;
            separator |= seen > 1 && seen < name.Length && (rune.Value == '_' || IsSeparator(rune));
        }
        return letter || (digit && separator);
    }
}
