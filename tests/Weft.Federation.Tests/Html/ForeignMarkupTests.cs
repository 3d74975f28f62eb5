using System.Diagnostics;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Html;
using Weft.Federation.Tests.Documents;

namespace Weft.Federation.Tests.Html;

/// <summary>Markup of other servers.</summary>
public sealed class ForeignMarkupTests
{
    private const string Rel = "target=\"_blank\" rel=\"nofollow noopener\"";

    [Theory]
    [InlineData("<p>Hi</p>", "<p>Hi</p>")]
    [InlineData("Hi", "<p>Hi</p>")]
    [InlineData("<b>a</b> b", "<p><b>a</b> b</p>")]
    [InlineData("<p>a<br>b<br/>\nc</p>\n\n<p>d", "<p>a<br>b<br>c</p><p>d</p>")]
    [InlineData("<p>a<br><br><br><br>b<br></p>", "<p>a<br><br>b</p>")]
    [InlineData("<p></p><p> <b> </b></p>", "")]
    [InlineData("<h1>Title</h1>text", "<p><strong>Title</strong></p><p>text</p>")]
    [InlineData("<div>a<div>b</div></div>", "<p>a</p><p>b</p>")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul></ul>d", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>")]
    [InlineData("<ol start=\"3\" reversed><li value=\"9\">a</ol>", "<ol start=\"3\" reversed=\"\"><li value=\"9\">a</li></ol>")]
    [InlineData("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>")]
    [InlineData("<pre><code>a  b\n c</code></pre>", "<pre><code>a  b\n c</code></pre>")]
    [InlineData("<p>a <em>b <strong>c</em> d</strong></p>", "<p>a <em>b <strong>c</strong></em> d</p>")]
    [InlineData("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>")]
    [InlineData("<table><tr><td>a<td>b<tr><td>c</table>", "<p>a b</p><p>c</p>")]
    [InlineData("a < b && c <3", "<p>a &lt; b &amp;&amp; c &lt;3</p>")]
    [InlineData("&lt;script&gt;", "<p>&lt;script&gt;</p>")]
    [InlineData("x<script>alert(1)</script>y<style>z</style><!-- c -->!", "<p>xy!</p>")]
    [InlineData("<img src=x onerror=alert(1)>a", "<p>a</p>")]
    [InlineData("<p onclick=\"x\" style=\"color:red\" class=\"evil\">a</p>", "<p>a</p>")]
    [InlineData("a\u202eb\u0000c&#x202e;d\u2066e", "<p>abcde</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<p>x</p>")]
    [InlineData("<a href=\" java&#10;script:alert(1)\">x</a>", "<p>x</p>")]
    [InlineData("<a href=\"mailto:x@y.example\">x</a>", "<p>x</p>")]
    [InlineData("<a href=\"//evil.example/\">x</a>", "<p>x</p>")]
    [InlineData("<a href=\"https://u:p@evil.example/\">x</a>", "<p>x</p>")]
    [InlineData("<svg/><p>a</p>", "<p>a</p>")]
    [InlineData("<svg><p>a</svg>b", "<p>b</p>")]
    [InlineData("<p>a", "<p>a</p>")]
    [InlineData("a<", "<p>a&lt;</p>")]
    [InlineData("a<b", "<p>a</p>")]
    public void Paragraphs_keep_the_allowed_elements_alone(string foreign, string kept) =>
        Assert.Equal(kept, ForeignMarkup.Paragraphs(new ForeignHtml(foreign, ForeignHtml.Html)));

    [Fact]
    public void Links_mentions_and_hashtags_keep_the_classes_that_apps_know()
    {
        Assert.Equal(
            $"<p><span class=\"h-card\"><a href=\"https://m.example/@ann\" class=\"u-url mention\" {Rel}>@<span>ann</span></a></span></p>".Replace(
                "<span>ann</span>",
                "ann",
                StringComparison.Ordinal
            ),
            Clean(
                "<p><span class=\"h-card\" translate=\"no\"><a href=\"https://m.example/@ann\" class=\"u-url mention x\" rel=\"evil\">@<span>ann</span></a></span></p>"
            )
        );
        Assert.Equal(
            $"<p><a href=\"https://m.example/a?b&amp;c\" {Rel}><span class=\"invisible\">https://</span><span class=\"ellipsis\">m.example</span></a></p>",
            Clean(
                "<p><a href='https://m.example/a?b&c' onmouseover=x><span class=invisible>https://</span><span class=\"ellipsis\">m.example</span></a></p>"
            )
        );
    }

    [Fact]
    public void A_line_has_no_paragraphs() =>
        Assert.Equal(
            $"a b <a href=\"https://x.example/\" {Rel}>x</a>",
            ForeignMarkup.Line(
                new ForeignHtml("<p>a</p><ul><li>b</ul><br><p><a href=\"https://x.example\" rel=me>x</a></p>", ForeignHtml.Html)
            )
        );

    [Theory]
    [InlineData("<p>a</p><p>b &amp; c</p>", "a b & c")]
    [InlineData("I <3 this", "I <3 this")]
    [InlineData("a\nb\u202e", "a b")]
    [InlineData("<script>x</script>0123456789012", "0123456789…")]
    public void Words_are_one_line_of_text(string foreign, string words) => Assert.Equal(words, ForeignMarkup.Words(foreign, 11));

    [Fact]
    public void Markdown_and_plain_text_are_paragraphs_with_links() =>
        Assert.Equal(
            "<p>How &lt;b&gt; to<br>1</p><p>2</p>",
            ForeignMarkup.Paragraphs(new ForeignHtml("How <b> to\n1\n\n2", "text/markdown"))
        );

    [Fact]
    public void A_text_that_is_too_long_ends_with_an_ellipsis() =>
        Assert.Equal(
            "<p>abc <b>de…</b></p>",
            ForeignMarkup.Paragraphs(new ForeignHtml("<p>abc <b>defgh</b> ijk</p><p>l</p>", ForeignHtml.Html), mostText: 5)
        );

    [Fact]
    public void What_stands_for_a_quote_goes_when_the_quote_is_shown()
    {
        Assert.Equal(
            "<p>Look</p>",
            ForeignMarkup.Paragraphs(
                new ForeignHtml("<p class=\"quote-inline\">RE: <a href=\"https://w.example/p/7\">w</a></p><p>Look</p>", ForeignHtml.Html),
                withoutQuote: true
            )
        );
        Assert.Equal(
            "<p>Look</p>",
            ForeignMarkup.Paragraphs(
                new ForeignHtml(
                    "<p>Look<span class=\"quote-inline\"><br/>RE: <a href=\"https://w.example/p/7\">w</a></span></p>",
                    ForeignHtml.Html
                ),
                withoutQuote: true
            )
        );
        Assert.Equal("<p>so true</p>", ForeignPostHtml.Text(Fixture.Read<PostDocument>("misskey-quote"), withoutQuote: true));
        Assert.Equal("<p>Look</p>", ForeignPostHtml.Text(Fixture.Read<PostDocument>("threads-quote"), withoutQuote: true));
        Assert.Contains("RE: ", ForeignPostHtml.Text(Fixture.Read<PostDocument>("misskey-quote")), StringComparison.Ordinal);
    }

    [Fact]
    public void Articles_pages_and_videos_are_shown_with_title_and_link()
    {
        Assert.Equal(
            $"<p><strong>On tea</strong></p><p>Short</p><p><a href=\"https://blog.example/on-tea/\" {Rel}>https://blog.example/on-tea/</a></p>",
            ForeignPostHtml.Text(Fixture.Read<PostDocument>("wordpress-article"))
        );
        Assert.Equal(
            $"<p><strong>Tea</strong></p><p>How to</p><p><a href=\"https://t.example/w/aa\" {Rel}>https://t.example/w/aa</a></p>",
            ForeignPostHtml.Text(Fixture.Read<PostDocument>("peertube-video"))
        );
        Assert.Equal("", ForeignPostHtml.Warning(Fixture.Read<PostDocument>("wordpress-article")));
        Assert.Equal("food", ForeignPostHtml.Warning(Fixture.Read<PostDocument>("mastodon-note")));
    }

    [Fact]
    public void No_markup_yields_more_than_the_allow_list_and_cleaning_twice_is_cleaning_once()
    {
        Random random = new(3);
        HtmlParser parser = new();
        for (int i = 0; i < 20_000; i++)
        {
            string foreign = Markup(random);
            string kept = Clean(foreign);
            foreach (IElement element in parser.ParseFragment(kept, null!).SelectMany(n => n.DescendantsAndSelf()).OfType<IElement>())
            {
                if (element.LocalName is "html" or "head" or "body")
                {
                    continue;
                }

                Assert.Contains(element.LocalName, AllowList.Elements);
                Assert.All(element.Attributes, a => Assert.Contains(a.Name, AllowList.Attributes));
                Assert.All(element.ClassList, c => Assert.Contains(c, MarkupElements.Classes.AsEnumerable()));
                if (element.LocalName == "a" && element.GetAttribute("href") is { } href)
                {
                    Assert.Equal(WebAddress.Link(href), href);
                    Assert.Equal(AllowList.Rel, element.GetAttribute("rel"));
                }
            }

            Assert.Equal(kept, Clean(kept));
        }
    }

    [Fact]
    public void What_needs_no_sanitiser_is_what_the_sanitiser_gives_back()
    {
        string[] pieces =
        [
            "<p>",
            "</p>",
            "<br>",
            "<p>",
            "</p>",
            "a b",
            "\n",
            "&amp;",
            "&lt;",
            "&gt;",
            "é",
            "世",
            "'",
            "\"",
            "=/>",
            "&",
            "<",
            "\u00A0",
            "😀",
            "&quot;",
            "<b>",
            "\0",
            "\r",
        ];
        Random random = new(7);
        int plain = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string markup = string.Concat(
                Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(random.Next(4) == 0 ? pieces.Length : 13)])
            );
            if (PlainMarkup.Is(markup))
            {
                plain++;
                Assert.Equal(markup, AllowList.Sanitize(markup));
            }
        }

        Assert.InRange(plain, 1_000, 100_000);
        Assert.True(PlainMarkup.Is("<p>Bread &amp; salt<br>at noon</p><p>😀</p>") is false, "Pairs of halves go the long way.");
        Assert.True(PlainMarkup.Is("<p>Bread &amp; salt<br>at noon</p><p>é 世</p>"));
        Assert.All(
            [
                "x",
                "<p>",
                "<p><p>x</p></p>",
                "<p>a</p>b",
                "<p class=\"x\">a</p>",
                "<p>&nbsp;</p>",
                "<P>a</P>",
                "<p>a<script></p>",
                "<br>",
                "</p><p>",
            ],
            markup => Assert.False(PlainMarkup.Is(markup), markup)
        );
    }

    [Theory]
    [InlineData("<b>", "")]
    [InlineData("<b><p>x", "")]
    [InlineData("<font color={0}><p>x", "")]
    [InlineData("<blockquote><ul><li>", "x")]
    [InlineData("<a href=", "")]
    [InlineData("<!--", "")]
    [InlineData("</", "")]
    [InlineData("<svg>", "")]
    [InlineData("&", "")]
    [InlineData("<table><tr><td>", "x")]
    public void The_work_grows_with_the_length_alone(string piece, string end)
    {
        StringBuilder markup = new();
        for (int i = 0; markup.Length < 100_000; i++)
        {
            markup.Append(piece.Replace("{0}", $"{i}", StringComparison.Ordinal));
        }

        Stopwatch watch = Stopwatch.StartNew();
        Clean(markup.Append(end).ToString());
        // What grows with the square of the length takes minutes, or the stack.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Clean(string foreign) => ForeignMarkup.Paragraphs(new ForeignHtml(foreign, ForeignHtml.Html));

    private static string Markup(Random random)
    {
        string[] pieces =
        [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<a href=\"https://x.example/?a=1&b\">",
            "<a href=javascript:alert(1)>",
            "<a href='data:text/html,x'>",
            "</a>",
            "<span class=\"mention evil invisible\">",
            "</span>",
            "<ul>",
            "<ol start=2>",
            "</ul>",
            "<li value=3>",
            "</li>",
            "<pre>",
            "</pre>",
            "<blockquote>",
            "</blockquote>",
            "<br>",
            "<h2>",
            "</h2>",
            "<table>",
            "<td>",
            "<select>",
            "<option>",
            "<svg>",
            "</svg>",
            "<math><mtext>",
            "<style>",
            "</style>",
            "<script>",
            "</script>",
            "<noscript>",
            "<template>",
            "<textarea>",
            "</textarea>",
            "<title>",
            "<img src=x onerror=alert(1)>",
            "<iframe srcdoc=x>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?x",
            "<",
            ">",
            "\"",
            "'",
            "&lt;",
            "&#60;",
            "&amp;",
            "&#x202e;",
            "\u202e",
            "\0",
            " ",
            "\n",
            "text",
            "x",
            "RE: ",
            "<p class=quote-inline>",
            "<form action=x>",
            "<input autofocus onfocus=alert(1)>",
            "<body onload=x>",
            "<base href=//x>",
            "<plaintext>",
            "<xmp>",
            "/",
            "<ruby>",
            "<rt>",
            "<del>",
            "<code>",
            "</code>",
            "<div style=\"background:url(x)\">",
            "</div>",
            "<a\fhref=\"https://y.example/\"\nonclick=x>",
            "<image>",
        ];
        StringBuilder markup = new();
        for (int i = random.Next(1, 25); i > 0; i--)
        {
            markup.Append(pieces[random.Next(pieces.Length)]);
        }

        return markup.ToString();
    }
}
