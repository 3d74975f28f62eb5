using Weft.Core.Posts.Text;
using Weft.Federation.Documents;

namespace Weft.Federation.Html;

/// <summary>Makes of foreign markup what may be stored and shown.</summary>
public static class ForeignMarkup
{
    /// <summary>Paragraphs, as of a post or a biography.</summary>
    /// <param name="html">What came.</param>
    /// <param name="withoutQuote">Leaves out the paragraph that stands for a quoted post, since the post itself is shown.</param>
    /// <param name="mostText">After so many characters of text it ends with an ellipsis.</param>
    /// <returns>Markup of the allowed elements alone; nothing for what shows nothing.</returns>
    public static string Paragraphs(ForeignHtml html, bool withoutQuote = false, int mostText = int.MaxValue) =>
        Clean(html, inline: false, withoutQuote, mostText);

    /// <summary>One line, as of a profile's field.</summary>
    /// <param name="html">What came.</param>
    /// <returns>Markup of the allowed elements within a line alone.</returns>
    public static string Line(ForeignHtml html) => Clean(html, inline: true, withoutQuote: false, int.MaxValue);

    /// <summary>The words alone, in one line: a warning, a title, a preview.</summary>
    /// <param name="html">What came, markup or not.</param>
    /// <param name="most">Cut to so many UTF-16 units.</param>
    public static string Words(string html, int most)
    {
        ArgumentNullException.ThrowIfNull(html);
        IEnumerable<string> words = MarkupLexer
            .Read(html)
            .Select(t =>
                t.Kind == MarkupKind.Text ? t.Value
                : MarkupElements.Inline.Contains(t.Value) ? ""
                : " "
            );
        string line = Core.Posts.Text.Clean.Line(string.Concat(words));
        if (line.Length <= most)
        {
            return line;
        }

        int end = most - 1;
        return (char.IsHighSurrogate(line[end - 1]) ? line[..(end - 1)] : line[..end]) + "…";
    }

    private static string Clean(ForeignHtml html, bool inline, bool withoutQuote, int mostText)
    {
        // PeerTube writes Markdown; its words and links are shown, as those of plain text are.
        string markup =
            html.MediaType == ForeignHtml.Html
                ? html.Untrusted
                : PostHtml.Render(PostText.Parse(Core.Posts.Text.Clean.Text(html.Untrusted)), _ => null, _ => "");
        MarkupShape shape = new(inline, withoutQuote, mostText);
        foreach (MarkupToken token in MarkupLexer.Read(markup))
        {
            if (shape.IsFull)
            {
                break;
            }

            shape.Add(token);
        }

        return AllowList.Apply(shape.Finish());
    }
}
