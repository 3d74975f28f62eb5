using System.Net;
using System.Text.RegularExpressions;

namespace Weft.Core.Tests.Posts.Text;

/// <summary>Reads markup and accepts only what Weft itself writes: these tags, with these attributes, well nested.</summary>
internal static partial class OurMarkup
{
    private const string Href = "href=\"(?i:https?)://[^\"<>\\s]+\"";

    /// <summary>The words that a reader sees or could copy.</summary>
    public static string WordsOf(string html)
    {
        var words = "";
        var open = new Stack<string>();
        for (var i = 0; i < html.Length; )
        {
            if (html[i] != '<')
            {
                var end = html.IndexOf('<', i) is var next and >= 0 ? next : html.Length;
                words += Unescape(html[i..end]);
                i = end;
                continue;
            }
            var tag = Tag().Match(html, i);
            Assert.True(tag.Success, $"Not ours: {html[i..]}");
            if (tag.Value == "<br />")
                words += "\n";
            else if (tag.Groups["close"].Success)
                Assert.Equal(open.Pop(), tag.Groups["close"].Value);
            else
                open.Push(tag.Groups["open"].Value);
            if (tag.Groups["open"].Value == "p")
                Assert.Equal(["p"], open);
            i += tag.Length;
        }
        Assert.Empty(open);
        return words;
    }

    private static string Unescape(string text)
    {
        Assert.False(Raw().IsMatch(text), $"Not escaped: {text}");
        return WebUtility.HtmlDecode(text);
    }

    [GeneratedRegex(
        "\\G(?:<br />|</(?<close>p|a|span)>|<(?<open>p)(?: class=\"quote-inline\")?>|<(?<open>span)(?: class=\"(?:invisible|ellipsis|)\"| class=\"h-card\" translate=\"no\"|)>"
            + "|<(?<open>a) "
            + Href
            + "(?: target=\"_blank\" rel=\"nofollow noopener(?: me)?\" translate=\"no\"| class=\"u-url mention\"| class=\"mention hashtag\" rel=\"tag\")>)"
    )]
    private static partial Regex Tag();

    [GeneratedRegex("[<>\"']|&(?!(?:amp|lt|gt|quot|#39);)")]
    private static partial Regex Raw();
}
