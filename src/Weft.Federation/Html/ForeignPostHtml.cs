using System.Net;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Html;

/// <summary>What of a foreign post is shown as its text.</summary>
public static class ForeignPostHtml
{
    /// <summary>After so many characters an article goes on at its own page.</summary>
    public const int Excerpt = 2000;

    /// <summary>
    /// The text: of a note and of a poll their own words; of an article, page, video, event and the like the title, the
    /// summary or the beginning, and a link to the whole.
    /// </summary>
    /// <param name="post">The post.</param>
    /// <param name="withoutQuote">The quoted post is shown, so what stands in for it in the text is left out.</param>
    public static string Text(PostDocument post, bool withoutQuote = false)
    {
        ArgumentNullException.ThrowIfNull(post);
        if (post.Kind is PostKind.Note or PostKind.Question or PostKind.ChatMessage)
        {
            string text = post.Content is { } content ? ForeignMarkup.Paragraphs(content, withoutQuote) : "";
            return withoutQuote && post.Quote?.Id is { } quoted ? QuoteLine.Remove(text, quoted) : text;
        }

        ForeignHtml? said = post.Summary is { } summary ? new ForeignHtml(summary, ForeignHtml.Html) : post.Content;
        string title = post.Name is null ? "" : $"<p><strong>{WebUtility.HtmlEncode(post.Name)}</strong></p>";
        string words = said is { } foreign ? ForeignMarkup.Paragraphs(foreign, mostText: Excerpt) : "";
        string? address = post.Url ?? WebAddress.Link(post.Id);
        string link = address is null ? "" : $"<p><a href=\"{WebUtility.HtmlEncode(address)}\">{WebUtility.HtmlEncode(address)}</a></p>";
        return AllowList.Apply(title + words + link);
    }

    /// <summary>The warning that stands before it; empty for none, and for those kinds whose summary is shown as text.</summary>
    public static string Warning(PostDocument post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return post.Summary is { } summary && post.Kind is (PostKind.Note or PostKind.Question or PostKind.ChatMessage)
            ? ForeignMarkup.Words(summary, Limits.Name)
            : "";
    }
}
