using System.Net;

namespace Weft.Federation.Html;

/// <summary>The last line that stands for a quoted post where nothing marks it: Misskey's and threads.net's <c>RE: link</c>.</summary>
internal static class QuoteLine
{
    /// <summary>The text without it.</summary>
    /// <param name="text">Cleaned markup.</param>
    /// <param name="quoted">The quoted post's id; a page's address on the same host counts too, since ids and pages differ.</param>
    public static string Remove(string text, string quoted)
    {
        int line = text.LastIndexOf("RE: ", StringComparison.Ordinal);
        if (line < 0)
        {
            return text;
        }

        const string anchor = "<a href=\"";
        int link = text.IndexOf(anchor, line, StringComparison.Ordinal);
        int end = link < 0 ? -1 : text.IndexOf('"', link + anchor.Length);
        int close = end < 0 ? -1 : text.IndexOf("</a>", end, StringComparison.Ordinal);
        if (close < 0 || !IsOnlyTags(text.AsSpan(line + "RE: ".Length, link - line - "RE: ".Length)))
        {
            return text;
        }

        ReadOnlySpan<char> after = text.AsSpan(close + "</a>".Length);
        string href = WebUtility.HtmlDecode(text[(link + anchor.Length)..end]);
        if (!IsOnlyTags(after) || !SameSite(href, quoted))
        {
            return text;
        }

        // What was opened before the line still has to be closed; shaping anew leaves out what is empty by then.
        MarkupShape shape = new(inline: false, withoutQuote: false, int.MaxValue);
        foreach (MarkupToken token in MarkupLexer.Read(text[..line]))
        {
            shape.Add(token);
        }

        return AllowList.Apply(shape.Finish());
    }

    private static bool IsOnlyTags(ReadOnlySpan<char> markup)
    {
        bool inside = false;
        foreach (char c in markup)
        {
            if (c is '<' or '>')
            {
                inside = c == '<';
            }
            else if (!inside)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameSite(string href, string quoted) =>
        Uri.TryCreate(href, UriKind.Absolute, out Uri? one)
        && Uri.TryCreate(quoted, UriKind.Absolute, out Uri? other)
        && Bare(one.Host) == Bare(other.Host);

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
