using System.Net;
using System.Text;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Html;

namespace Weft.Federation.Posts;

/// <summary>What is shown of a foreign post: its text, and as links what stands beside it and cannot be shown.</summary>
internal static class PostMarkup
{
    private const int MostMedia = 20;
    private const int LongestText = 20_000;

    /// <summary>The markup, clean, and the words alone.</summary>
    public static (string Html, string Words) Whole(PostDocument post)
    {
        string text = ForeignPostHtml.Text(post);
        return (text + Media(post), ForeignMarkup.Words(text, LongestText));
    }

    /// <summary>The markup without what stands for the quoted post.</summary>
    public static string BesideQuote(PostDocument post) => ForeignPostHtml.Text(post, withoutQuote: true) + Media(post);

    private static string Media(PostDocument post)
    {
        StringBuilder links = new();
        foreach (MediaAttachment media in post.Media.Where(m => !PostAttachments.IsShown(m)).Take(MostMedia))
        {
            if (WebAddress.Link(media.Url) is { } address)
            {
                string name = media.Description is { Length: > 0 } words ? ForeignMarkup.Words(words, Limits.Name) : address;
                links.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(address)).Append("\">");
                links.Append(WebUtility.HtmlEncode(name)).Append("</a></p>");
            }
        }

        return links.Length == 0 ? "" : AllowList.Apply(links.ToString());
    }
}
