using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Weft.Federation.Html;

/// <summary>
/// Takes markup apart into tags and text, as browsers do, in one pass: each character is looked at a bounded number of
/// times, whatever stands there. What it hands on is later written anew, so nothing depends on its reading every oddity
/// as a browser would.
/// </summary>
internal static class MarkupLexer
{
    private const int MaxAttributes = 32;
    private const int MaxName = 32;
    private static readonly KeyValuePair<string, string>[] NoAttributes = [];

    /// <summary>The pieces, in order.</summary>
    public static IEnumerable<MarkupToken> Read(string markup)
    {
        int text = 0;
        int at = 0;
        while ((at = markup.IndexOf('<', at)) >= 0)
        {
            int start = at;
            if (!IsTag(markup, start))
            {
                at++;
                continue;
            }

            if (start > text)
            {
                yield return Text(markup[text..start]);
            }

            MarkupToken? tag = Tag(markup, ref at);
            if (tag is { } token)
            {
                yield return token;
                if (token.Kind == MarkupKind.Open && markup[at - 2] != '/' && MarkupElements.Hidden.Contains(token.Value))
                {
                    at = EndOf(markup, at, token.Value);
                }
            }

            text = at;
        }

        if (text < markup.Length)
        {
            yield return Text(markup[text..]);
        }
    }

    private static MarkupToken Text(string raw) => new(MarkupKind.Text, WebUtility.HtmlDecode(raw), NoAttributes);

    // A sign that nothing follows which could be a tag is itself.
    private static bool IsTag(string markup, int start) =>
        start + 1 < markup.Length && (char.IsAsciiLetter(markup[start + 1]) || markup[start + 1] is '/' or '!' or '?');

    /// <summary>Reads a tag; null for a comment, a declaration, and a tag that never ends.</summary>
    /// <param name="markup">The markup.</param>
    /// <param name="at">Where the tag begins, then where it has ended.</param>
    private static MarkupToken? Tag(string markup, ref int at)
    {
        bool close = markup[at + 1] == '/';
        int name = at + (close ? 2 : 1);
        if (name >= markup.Length || !char.IsAsciiLetter(markup[name]))
        {
            bool comment = markup.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal);
            string end = comment ? "-->" : ">";
            int found = markup.IndexOf(end, comment ? at + 4 : at, StringComparison.Ordinal);
            at = found < 0 ? markup.Length : found + end.Length;
            return null;
        }

        int next = name;
        while (next < markup.Length && !IsSpace(markup[next]) && markup[next] is not ('/' or '>'))
        {
            next++;
        }

        string element = Lower(markup.AsSpan(name, Math.Min(next - name, MaxName)));
        List<KeyValuePair<string, string>>? attributes = null;
        at = next;
        while (Attribute(markup, ref at, out KeyValuePair<string, string> attribute))
        {
            if ((attributes ??= []).Count < MaxAttributes)
            {
                attributes.Add(attribute);
            }
        }

        if (at == markup.Length)
        {
            return null;
        }

        at++;
        return new MarkupToken(close ? MarkupKind.Close : MarkupKind.Open, element, attributes is null ? NoAttributes : attributes);
    }

    /// <summary>Reads the next attribute; false at the tag's end, or the markup's.</summary>
    private static bool Attribute(string markup, ref int at, out KeyValuePair<string, string> attribute)
    {
        attribute = default;
        at = Skip(markup, at, c => IsSpace(c) || c == '/');
        if (at == markup.Length || markup[at] == '>')
        {
            return false;
        }

        int name = at;
        at = Skip(markup, at + 1, c => !IsSpace(c) && c is not ('/' or '>' or '='));
        string key = Lower(markup.AsSpan(name, Math.Min(at - name, MaxName)));
        int equals = Skip(markup, at, IsSpace);
        if (equals == markup.Length || markup[equals] != '=')
        {
            attribute = new KeyValuePair<string, string>(key, "");
            return true;
        }

        int value = Skip(markup, equals + 1, IsSpace);
        if (value < markup.Length && markup[value] is '"' or '\'')
        {
            int end = markup.IndexOf(markup[value], value + 1);
            at = end < 0 ? markup.Length : end + 1;
            attribute = new KeyValuePair<string, string>(key, WebUtility.HtmlDecode(markup[(value + 1)..(end < 0 ? markup.Length : end)]));
        }
        else
        {
            at = Skip(markup, value, c => !IsSpace(c) && c != '>');
            attribute = new KeyValuePair<string, string>(key, WebUtility.HtmlDecode(markup[value..at]));
        }

        return true;
    }

    // Where the content of an element ends whose content is not shown; its end tag is left out with it.
    private static int EndOf(string markup, int at, string element)
    {
        int end = markup.IndexOf("</" + element, at, StringComparison.OrdinalIgnoreCase);
        int close = end < 0 ? -1 : markup.IndexOf('>', end);
        return close < 0 ? markup.Length : close + 1;
    }

    private static int Skip(string markup, int at, Func<char, bool> over)
    {
        while (at < markup.Length && over(markup[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    [SuppressMessage("Globalization", "CA1308", Justification = "Names of elements are compared in lower case.")]
    private static string Lower(ReadOnlySpan<char> name) => name.ToString().ToLowerInvariant();
}
