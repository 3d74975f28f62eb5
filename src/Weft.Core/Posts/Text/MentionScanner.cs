using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weft.Core.Posts.Text;

/// <summary>Finds mentions in running text: <c>@name</c>, <c>@name@host</c>, <c>@name@host:port</c>.</summary>
internal static class MentionScanner
{
    /// <summary>Reads a mention at an @.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the @ stands.</param>
    /// <param name="nameEnd">Where the username ends.</param>
    /// <param name="end">Where the mention ends.</param>
    /// <returns>False in addresses, in the middle of words, and before what makes it something else.</returns>
    public static bool TryRead(string text, int start, out int nameEnd, out int end)
    {
        nameEnd = end = start;
        if (Characters.Before(text, start) is { } before && (before.Value is '=' or '/' || Characters.IsWord(before)))
            return false;
        nameEnd = EndOfName(text, start + 1);
        if (nameEnd == start + 1)
            return false;
        end = nameEnd;
        if (end + 1 < text.Length && text[end] == '@' && Characters.IsWord(Characters.At(text, end + 1, out _)))
        {
            end = EndOfDomain(text, end + 1);
            if (end - nameEnd - 1 > HostScanner.MaxLength)
                return false;
            end = EndOfPort(text, end);
        }
        return !SpoilsEnd(text, end);
    }

    /// <summary>The mention that was found between these places.</summary>
    public static Mention Make(string text, int start, int nameEnd, int end) =>
        new(text[(start + 1)..nameEnd], nameEnd == end ? null : NormalDomain(text[(nameEnd + 1)..end]));

    // Names of other servers may have dots and hyphens inside. Without a server such a name means nobody here, and not
    // the person whose name is its first half.
    private static int EndOfName(string text, int start)
    {
        var end = start;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_')
                end = i + 1;
            else if (text[i] is not ('.' or '-') || i == start)
                break;
        }
        return end;
    }

    private static int EndOfDomain(string text, int start)
    {
        var (end, label) = (start, start);
        for (var i = start; i < text.Length; )
        {
            var rune = Characters.At(text, i, out var length);
            if (Characters.IsWord(rune))
            {
                if (i > start && text[i - 1] == '.')
                    label = i;
                end = i + length;
            }
            else if (rune.Value is not ('.' or '-'))
            {
                break;
            }
            i += length;
        }
        return HostScanner.EndOfLatin(text, label, end);
    }

    // One digit after the colon is more often a smiley or a time than a port.
    private static int EndOfPort(string text, int index)
    {
        if (index == text.Length || text[index] != ':')
            return index;
        var end = index + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var followed = end < text.Length && Characters.IsWord(Characters.At(text, end, out _));
        return !followed && end - index is >= 3 and <= 6 ? end : index;
    }

    private static bool SpoilsEnd(string text, int end)
    {
        if (end == text.Length)
            return false;
        return text[end] is '@' or '＠'
            || Characters.IsLatinAccent(Characters.At(text, end, out _))
            || text.AsSpan(end).StartsWith("://", StringComparison.Ordinal);
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Host names are compared in lower case.")]
    private static string NormalDomain(string written)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        var (host, port) = colon < 0 ? (written, "") : (written[..colon], written[colon..]);
        try
        {
            return new IdnMapping().GetAscii(host).ToLowerInvariant() + port;
        }
        catch (ArgumentException)
        {
            // No host has such a name; nobody will be found there.
            return host.ToLowerInvariant() + port;
        }
    }
}
