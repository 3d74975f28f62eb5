using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>
/// Finds http and https addresses in running text. An address ends before white space and before what can't stand in
/// one, keeps brackets only in pairs and leaves the punctuation after it to the sentence.
/// </summary>
internal sealed class LinkScanner(string text)
{
    /// <summary>The longest address, in UTF-16 units. What is longer stays plain text.</summary>
    public const int MaxLength = 4096;

    private int[]? _partners;

    /// <summary>Reads an address at an index.</summary>
    /// <param name="start">Where the scheme begins.</param>
    /// <param name="end">Where the address ends, or where to go on when there is none.</param>
    public bool TryRead(int start, out int end)
    {
        end = start + 1;
        var scheme = SchemeLength(start);
        if (scheme == 0 || !MayPrecede(start))
            return false;
        var hostEnd = HostScanner.EndOfHost(text, start + scheme);
        if (hostEnd < 0 || HasUserInfo(hostEnd))
            return false;
        end = EndOfBody(EndOfPort(hostEnd));
        return end - start <= MaxLength;
    }

    private int SchemeLength(int start)
    {
        var rest = text.AsSpan(start);
        if (rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return "https://".Length;
        return rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length : 0;
    }

    private bool MayPrecede(int start) =>
        start == 0 || !(char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '@' or '＠' or '$' or '#' or '＃');

    // What looks like a host may be a name and password for another one, after the @.
    private bool HasUserInfo(int index)
    {
        while (index < text.Length && (char.IsAsciiLetterOrDigit(text[index]) || "-._~!$&'()*+,;=:%".Contains(text[index])))
            index++;
        return index < text.Length && text[index] is '@' or '＠';
    }

    private int EndOfPort(int index)
    {
        if (index == text.Length || text[index] != ':')
            return index;
        var end = index + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - index is >= 2 and <= 6 ? end : index;
    }

    private int EndOfBody(int start)
    {
        if (start == text.Length || text[start] is not ('/' or '?' or '#'))
            return start;
        _partners ??= Brackets.Pair(text);
        var query = false;
        var i = start;
        while (i < text.Length)
        {
            var rune = Characters.At(text, i, out var length);
            if (EndsAddress(rune) || (Brackets.IsBracket(rune.Value) && _partners[i] < start))
                break;
            query |= rune.Value == '?';
            i += length;
        }
        while (i > start && Characters.Before(text, i) is { } last && BelongsToSentence(last, query))
            i -= last.Utf16SequenceLength;
        return i;
    }

    /// <summary>True for what never stands in an address.</summary>
    internal static bool EndsAddress(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.IsControl(rune)
        || Characters.IsDirectional(rune)
        || rune.Value
            is '<'
                or '>'
                or '"'
                or '`'
                or '\\'
                or '、'
                or '。'
                or '「'
                or '」'
                or '『'
                or '』'
                or '【'
                or '】'
                or 0xFEFF
                or 0xFFFD;

    // Brackets that are still here are in pairs.
    private static bool BelongsToSentence(Rune rune, bool query) =>
        rune.IsAscii
            ? "!*';:,.$%~|@?".Contains((char)rune.Value) || (!query && rune.Value is '=' or '&')
            : Characters.IsPunctuation(rune) && !Brackets.IsBracket(rune.Value);
}
