using System.Text.RegularExpressions;

namespace Weft.Core.Emojis;

/// <summary>Finds what may be custom emoji in texts, also in HTML that is clean: no tag of ours has such a word in it.</summary>
public static partial class EmojiWords
{
    /// <summary>The longest word between colons, in characters.</summary>
    public const int Longest = 100;

    /// <summary>How many different words of one text are looked up.</summary>
    public const int Most = 100;

    /// <summary>Whether an emoji of this server can have that name: 2 to 64 of <c>[A-Za-z0-9_]</c>.</summary>
    public static bool IsShortcode(string text) => Own().IsMatch(text);

    /// <summary>The words between colons, each once. Two words may share no colon.</summary>
    public static IReadOnlyCollection<string> In(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        HashSet<string>? found = null;
        foreach (string text in texts)
        {
            int at = text.IndexOf(':', StringComparison.Ordinal);
            while (at >= 0 && at < text.Length - 2 && (found?.Count ?? 0) < Most)
            {
                int next = text.IndexOf(':', at + 1);
                if (next > at + 1 && IsWord(text.AsSpan(at + 1, next - at - 1)))
                {
                    // The second colon may as well be the first of another: which of them is an emoji is not known here.
                    (found ??= []).Add(text[(at + 1)..next]);
                }

                at = next;
            }
        }

        return found ?? (IReadOnlyCollection<string>)[];
    }

    /// <summary>Puts something in the place of each emoji of a text.</summary>
    /// <param name="text">The text, or clean HTML: what stands in tags stays.</param>
    /// <param name="isHtml">Whether it is HTML.</param>
    /// <param name="emojis">Those that its server has.</param>
    /// <param name="put">What stands for an emoji.</param>
    /// <param name="pass">What stands for the rest: a piece of the text as it is.</param>
    public static string Replace(
        string text,
        bool isHtml,
        IReadOnlyList<EmojiModel> emojis,
        Func<EmojiModel, string> put,
        Func<string, string> pass
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(pass);
        System.Text.StringBuilder written = new(text.Length + 200);
        int from = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (isHtml && text[at] == '<')
            {
                at = EndOfTag(text, at);
            }
            else if (text[at] == ':' && Named(text, at, emojis) is { } emoji)
            {
                written.Append(pass(text[from..at])).Append(put(emoji));
                at += emoji.Shortcode.Length + 1;
                from = at + 1;
            }
        }

        return written.Append(pass(text[from..])).ToString();
    }

    private static EmojiModel? Named(string text, int colon, IReadOnlyList<EmojiModel> emojis)
    {
        int end = text.IndexOf(':', colon + 1);
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<char> word = text.AsSpan(colon + 1, end - colon - 1);
        foreach (EmojiModel emoji in emojis)
        {
            if (word.SequenceEqual(emoji.Shortcode))
            {
                return emoji;
            }
        }

        return null;
    }

    /// <summary>The place of the closing bracket; brackets in quoted values are none.</summary>
    private static int EndOfTag(string html, int open)
    {
        char quote = '\0';
        for (int at = open + 1; at < html.Length; at++)
        {
            char c = html[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return at;
            }
        }

        return html.Length - 1;
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("^[A-Za-z0-9_]{2,64}\\z")]
    private static partial Regex Own();
}
