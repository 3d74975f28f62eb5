using Weft.Core.Emojis;

namespace Weft.Core.Tests.Emojis;

/// <summary>Which words between colons are looked for, and what is put in their place.</summary>
public sealed class EmojiWordsTests
{
    private static readonly EmojiModel Weft = new(1, "weft", "key/original.webp", "key/small.webp", null, default);

    [Theory]
    [InlineData("no colon", "")]
    [InlineData(":weft:", "weft")]
    [InlineData(":weft::weft:", "weft")]
    [InlineData("at 10:30:15", "30")]
    [InlineData(":a b:c:", "c")]
    [InlineData("::", "")]
    [InlineData(":", "")]
    [InlineData(":two:words:", "two words")]
    [InlineData("https://a.example:8080/x:y", "")]
    public void Words_between_colons(string text, string words) => Assert.Equal(words, string.Join(' ', EmojiWords.In([text])));

    [Theory]
    [InlineData("Hi :weft:!", "Hi [weft]!")]
    [InlineData(":weft::weft:", "[weft][weft]")]
    [InlineData(":other:weft:", ":other[weft]")]
    [InlineData("<a href=\"/x:weft:>\" title=':weft:'>:weft:</a>", "<a href=\"/x:weft:>\" title=':weft:'>[weft]</a>")]
    [InlineData("a < b :weft:", "a < b :weft:")]
    public void In_html_only_words_outside_of_tags_become_pictures(string html, string shown) =>
        Assert.Equal(shown, EmojiWords.Replace(html, isHtml: true, [Weft], e => $"[{e.Shortcode}]", piece => piece));

    [Fact]
    public void Text_is_passed_through_what_escapes_it() =>
        Assert.Equal(
            "&lt;b&gt;[weft]&lt;",
            EmojiWords.Replace("<b>:weft:<", isHtml: false, [Weft], e => $"[{e.Shortcode}]", System.Net.WebUtility.HtmlEncode)
        );
}
