using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>
/// Finds where a host name in running text ends. Beside scripts that use no spaces the name ends where its last label
/// leaves the Latin letters: <c>example.comを</c> is <c>example.com</c>.
/// </summary>
internal static class HostScanner
{
    /// <summary>The longest host name, in UTF-16 units.</summary>
    public const int MaxLength = 253;

    private const int MaxLabel = 63;

    /// <summary>The end of a host of two labels or more whose last one can be a top-level domain; -1 when there is none.</summary>
    public static int EndOfHost(string text, int start)
    {
        var end = -1;
        var label = start;
        for (var first = true; ; first = false)
        {
            var labelEnd = EndOfLabel(text, label);
            if (labelEnd == label || labelEnd - label > MaxLabel || text[label] == '-' || text[labelEnd - 1] == '-')
                break;
            if (!first && EndOfTopLevel(text, label, labelEnd) is var top and >= 0)
                end = top;
            if (labelEnd == text.Length || text[labelEnd] != '.')
                break;
            label = labelEnd + 1;
        }
        return end - start > MaxLength ? -1 : end;
    }

    /// <summary>Where a label that began in Latin letters goes over to another script; the label's end when it doesn't.</summary>
    public static int EndOfLatin(string text, int label, int labelEnd)
    {
        if (!char.IsAscii(text[label]))
            return labelEnd;
        for (var i = label; i < labelEnd; )
        {
            var rune = Characters.At(text, i, out var length);
            if (!rune.IsAscii && !Characters.IsLatinAccent(rune))
                return i;
            i += length;
        }
        return labelEnd;
    }

    private static int EndOfLabel(string text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            var rune = Characters.At(text, i, out var length);
            if (!Characters.IsWord(rune) && rune.Value != '-')
                break;
            i += length;
        }
        return i;
    }

    private static int EndOfTopLevel(string text, int label, int labelEnd)
    {
        var end = EndOfLatin(text, label, labelEnd);
        var name = text.AsSpan(label, end - label);
        if (name.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return end;
        var count = 0;
        var latin = char.IsAscii(name[0]);
        foreach (var rune in name.EnumerateRunes())
        {
            var isLatin = rune.IsAscii || Characters.IsLatinAccent(rune);
            if (isLatin != latin || (rune.IsAscii && !char.IsAsciiLetter((char)rune.Value)))
                return -1;
            count++;
        }
        return count >= 2 ? end : -1;
    }
}
