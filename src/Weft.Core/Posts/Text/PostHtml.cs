namespace Weft.Core.Posts.Text;

/// <summary>
/// A post's text as HTML in the form that apps know: paragraphs, line breaks, links with parts to hide, mentions and
/// hashtags. An empty line ends a paragraph, so a last paragraph of nothing but hashtags stays one of its own.
/// </summary>
public static class PostHtml
{
    /// <summary>Renders a text.</summary>
    /// <param name="text">The text, taken apart.</param>
    /// <param name="resolve">Finds who is mentioned; for null, and for an address that is not http(s), the mention stays plain text.</param>
    /// <param name="tagUrl">The http(s) address of a hashtag's page.</param>
    /// <returns>Nothing for a text of white space.</returns>
    public static string Render(PostText text, Func<Mention, ResolvedMention?> resolve, Func<Tag, string> tagUrl)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(resolve);
        ArgumentNullException.ThrowIfNull(tagUrl);
        var paragraphs = new Paragraphs(new Markup(resolve, tagUrl, Markup.Rel));
        foreach (var segment in text.Segments)
            paragraphs.Add(segment);
        return paragraphs.Finish();
    }

    /// <summary>
    /// The paragraph that stands before a quoting post's own, for those who don't know quotes. Apps that do remove it by
    /// its class.
    /// </summary>
    /// <param name="url">The address of the quoted post; what is not http or https gives nothing.</param>
    public static string QuoteFallback(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!Markup.IsWeb(url))
            return "";
        var markup = new Markup(_ => null, _ => "", Markup.Rel);
        markup.Raw("<p class=\"quote-inline\">RE: ");
        markup.Link(url);
        markup.Raw("</p>");
        return markup.ToString();
    }

    private sealed class Paragraphs(Markup markup)
    {
        private int _newLines;
        private bool _open;

        public void Add(Segment segment)
        {
            if (segment is not PlainSegment)
            {
                Begin();
                markup.Segment(segment);
                return;
            }
            var rest = segment.Written.AsSpan();
            while (rest.Length > 0)
            {
                var length = rest.IndexOfAny('\n', '\r');
                if (length != 0)
                {
                    Begin();
                    markup.Escape(length < 0 ? rest : rest[..length]);
                }
                if (length < 0)
                    return;
                _newLines++;
                rest = rest[(length + (rest[length..].StartsWith("\r\n") ? 2 : 1))..];
            }
        }

        public string Finish()
        {
            if (_open)
                markup.Raw("</p>");
            return markup.ToString();
        }

        // Line breaks are written when something follows them: none at the ends of the text.
        private void Begin()
        {
            if (!_open)
                markup.Raw("<p>");
            else if (_newLines > 1)
                markup.Raw("</p><p>");
            else if (_newLines == 1)
                markup.Raw("<br />");
            (_open, _newLines) = (true, 0);
        }
    }
}
