using CsCheck;
using Weft.Core.Posts.Text;

namespace Weft.Core.Tests.Posts.Text;

public sealed class PostTextTests
{
    [Fact]
    public void The_segments_put_together_are_the_text() =>
        SomeText.Any.Sample(
            text =>
            {
                var segments = PostText.Parse(text).Segments;
                Assert.Equal(text, string.Concat(segments.Select(s => s.Written)));
                Assert.DoesNotContain(segments, s => s.Written.Length == 0);
                Assert.DoesNotContain(segments.Zip(segments.Skip(1)), pair => pair is { First: PlainSegment, Second: PlainSegment });
            },
            iter: SomeText.Times
        );

    [Theory]
    [InlineData("see https://example.com/a(b).", "https://example.com/a(b)")]
    [InlineData("(HTTP://Example.com/A)", "http://Example.com/A")]
    [InlineData("https://bücher.example/ä?ö=ü#ß", "https://bücher.example/ä?ö=ü#ß")]
    [InlineData("詳しくはhttps://example.comへ", "https://example.com")]
    [InlineData("https://example.com/a https://example.com/a", "https://example.com/a")]
    public void An_address_is_a_link(string text, string url) => Assert.Equal([url], PostText.Parse(text).Links);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hi")]
    [InlineData("https://me:secret@example.com")]
    [InlineData("https://example.com@evil.example")]
    [InlineData("https://example.com:80@evil.example")]
    [InlineData("https://localhost")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://[::1]/")]
    [InlineData("https:// example.com")]
    [InlineData("xhttps://example.com")]
    [InlineData("https://-a.example")]
    public void What_only_looks_like_an_address_is_no_link(string text) => Assert.Empty(PostText.Parse(text).Links);

    [Theory]
    [InlineData("@alice", "alice", null)]
    [InlineData("hi @Alice!", "Alice", null)]
    [InlineData("(@alice@Example.COM)", "alice", "example.com")]
    [InlineData("@alice@bücher.example", "alice", "xn--bcher-kva.example")]
    [InlineData("@alice@localhost:8081.", "alice", "localhost:8081")]
    [InlineData("@alice@example.com:3", "alice", "example.com")]
    [InlineData("@a.b@threads.net", "a.b", "threads.net")]
    [InlineData("こんにちは。@alice@example.comさん", "alice", "example.com")]
    public void Somebody_is_mentioned(string text, string username, string? domain) =>
        Assert.Equal([new Mention(username, domain)], PostText.Parse(text).Mentions);

    [Theory]
    [InlineData("me@example.com")]
    [InlineData("é@alice")]
    [InlineData("https://example.com/@alice")]
    [InlineData("?to=@alice")]
    [InlineData("@alice@example.com@example.org")]
    [InlineData("@ alice")]
    public void Nobody_is_mentioned(string text) => Assert.Empty(PostText.Parse(text).Mentions);

    [Fact]
    public void Spellings_of_one_mention_are_one() =>
        Assert.Equal(
            ["alice", "alice@example.com"],
            PostText.Parse("@alice @ALICE @Alice@Example.com @alice@example.com").Mentions.Select(m => m.Key)
        );

    [Theory]
    [InlineData("#weft", "weft", "weft")]
    [InlineData("(#Weft)", "weft", "Weft")]
    [InlineData("＃ＷＥＦＴ", "weft", "ＷＥＦＴ")]
    [InlineData("#naïve", "naïve", "naïve")]
    [InlineData("#タグ・クラウド・", "タグ・クラウド", "タグ・クラウド")]
    [InlineData("#col·lecció", "col·lecció", "col·lecció")]
    [InlineData("#हिन्दी", "हिन्दी", "हिन्दी")]
    [InlineData("#می\u200Cخواهم", "می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("#2026goals", "2026goals", "2026goals")]
    [InlineData("#1_2", "1_2", "1_2")]
    [InlineData("#タグhttps://example.com", "タグ", "タグ")]
    [InlineData("❤\uFE0F#weft", "weft", "weft")]
    public void A_hashtag_has_a_comparable_name_and_its_own_spelling(string text, string name, string written) =>
        Assert.Equal([new Tag(name, written)], PostText.Parse(text).Tags);

    [Theory]
    [InlineData("#2026")]
    [InlineData("#")]
    [InlineData("# weft")]
    [InlineData("a#weft")]
    [InlineData("#___")]
    [InlineData("#\uFE0F\u20E3")]
    [InlineData("https://example.com/#weft")]
    [InlineData("&#39;x")]
    public void A_number_sign_alone_makes_no_hashtag(string text) => Assert.Empty(PostText.Parse(text).Tags);

    [Fact]
    public void Spellings_of_one_hashtag_are_one() =>
        Assert.Equal([new Tag("été", "Été")], PostText.Parse("#Été #ÉTÉ #e\u0301te\u0301").Tags);

    [Fact]
    public void A_hashtag_reads_the_same_alone_as_in_a_text()
    {
        Assert.Equal(new Tag("weft", "Weft"), Tag.Read("Weft"));
        Assert.Equal(new Tag("weft", "Weft"), Tag.Read("#Weft"));
        Assert.Null(Tag.Read("two words"));
        Assert.Null(Tag.Read("12"));
        Assert.Null(Tag.Read(""));
    }

    [Fact]
    public void A_tags_name_is_its_own_name() =>
        SomeText.Any.Sample(
            text => Assert.All(PostText.Parse(text).Tags, tag => Assert.Equal(tag.Name, Tag.FromName(tag.Name)?.Name)),
            iter: SomeText.Times
        );
}
