using CsCheck;
using Weft.Core.Posts.Text;

namespace Weft.Core.Tests.Posts.Text;

public sealed class PostHtmlTests
{
    [Fact]
    public void No_text_yields_markup_that_is_not_ours() =>
        Gen.Select(SomeText.Any, SomeText.Any)
            .Sample(
                (text, name) =>
                {
                    var parsed = PostText.Parse(text);
                    // Whatever the callers hand in is escaped, too.
                    var html = PostHtml.Render(parsed, m => new(name, "https://weft.example/@" + Uri.EscapeDataString(name)), Url);
                    OurMarkup.WordsOf(html);
                    OurMarkup.WordsOf(ProfileHtml.Bio(text, _ => new(name, "javascript:" + name), _ => name));
                    OurMarkup.WordsOf(ProfileHtml.FieldValue(text, Nobody, Url));
                    OurMarkup.WordsOf(PostHtml.QuoteFallback("https://weft.example/" + Uri.EscapeDataString(name)));
                },
                iter: SomeText.Times
            );

    [Fact]
    public void No_word_is_lost_or_added() =>
        SomeText.Any.Sample(
            text =>
                Assert.Equal(
                    string.Concat(PostText.Parse(text).Segments.Select(Shown))
                        .Replace("\n", "", StringComparison.Ordinal)
                        .Replace("\r", "", StringComparison.Ordinal),
                    OurMarkup.WordsOf(PostHtml.Render(PostText.Parse(text), Nobody, Url)).Replace("\n", "", StringComparison.Ordinal)
                ),
            iter: SomeText.Times
        );

    [Theory]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    [InlineData("a", "<p>a</p>")]
    [InlineData("a\nb", "<p>a<br />b</p>")]
    [InlineData("a\n\nb", "<p>a</p><p>b</p>")]
    [InlineData("\r\na\r\n\r\n\r\nb\n", "<p>a</p><p>b</p>")]
    [InlineData("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>")]
    public void Lines_become_paragraphs(string text, string html) => Assert.Equal(html, Render(text));

    [Fact]
    public void A_short_link_is_shown_whole_but_for_its_scheme() =>
        Assert.Equal(
            "<p><a href=\"https://www.example.com/a?b&amp;c\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
                + "<span class=\"invisible\">https://www.</span><span class=\"\">example.com/a?b&amp;c</span><span class=\"invisible\"></span></a>!</p>",
            Render("https://www.example.com/a?b&c!")
        );

    [Fact]
    public void A_long_link_is_cut_after_thirty_characters() =>
        Assert.Contains(
            "<span class=\"invisible\">http://</span><span class=\"ellipsis\">example.com/123456789012345678</span><span class=\"invisible\">9</span>",
            Render("http://example.com/1234567890123456789"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_mention_leads_to_the_profile() =>
        Assert.Equal(
            "<p>hi <span class=\"h-card\" translate=\"no\"><a href=\"https://example.org/users/bob\" class=\"u-url mention\">@<span>bob</span></a></span>!</p>",
            Render("hi @bob@example.org!")
        );

    [Fact]
    public void A_mention_of_nobody_stays_plain_text() => Assert.Equal("<p>hi @carol@example.org</p>", Render("hi @carol@example.org"));

    [Fact]
    public void A_hashtag_leads_to_its_page_and_keeps_its_spelling() =>
        Assert.Equal(
            "<p><a href=\"https://weft.example/tags/caf%C3%A9\" class=\"mention hashtag\" rel=\"tag\">#<span>Café</span></a></p>",
            Render("#Café")
        );

    [Fact]
    public void A_last_paragraph_of_hashtags_stays_one_of_its_own() =>
        Assert.Matches("^<p>words</p><p><a .*</a> <a .*</a></p>$", Render("words\n\n#a #b"));

    [Fact]
    public void A_field_that_is_one_link_says_that_it_is_me()
    {
        Assert.Contains(
            "rel=\"nofollow noopener me\"",
            ProfileHtml.FieldValue("https://example.org", Nobody, Url),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(" me\"", ProfileHtml.FieldValue("see https://example.org", Nobody, Url), StringComparison.Ordinal);
        Assert.Equal("they/them", ProfileHtml.FieldValue("they/them", Nobody, Url));
    }

    [Fact]
    public void A_quote_tells_those_who_know_no_quotes_where_it_stands()
    {
        Assert.StartsWith(
            "<p class=\"quote-inline\">RE: <a href=\"http://localhost:8080/@a/1\"",
            PostHtml.QuoteFallback("http://localhost:8080/@a/1"),
            StringComparison.Ordinal
        );
        Assert.Equal("", PostHtml.QuoteFallback("javascript:alert(1)"));
    }

    private static string Render(string text) =>
        PostHtml.Render(PostText.Parse(text), m => m.Username == "bob" ? new("bob", "https://example.org/users/bob") : null, Url);

    private static ResolvedMention? Nobody(Mention mention) => null;

    private static string Url(Tag tag) => "https://weft.example/tags/" + Uri.EscapeDataString(tag.Name);

    private static string Shown(Segment segment) =>
        segment switch
        {
            LinkSegment link => link.Url,
            TagSegment tag => "#" + tag.Tag.Written,
            _ => segment.Written,
        };
}
