using Weft.Federation.Documents;

namespace Weft.Federation.Tests.Documents;

/// <summary>Who answers for an id.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("https://A.example/x", "https://a.example")]
    [InlineData("https://a.example:443/x?y#z", "https://a.example")]
    [InlineData("http://localhost:5001", "http://localhost:5001")]
    [InlineData("HTTPS://xn--bcher-kva.example/", "https://xn--bcher-kva.example")]
    [InlineData("http://127.0.0.1:80/", "http://127.0.0.1")]
    [InlineData("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443")]
    public void An_origin_is_scheme_host_and_port(string id, string origin) => Assert.Equal(origin, Origin.Of(id)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https:///x")]
    [InlineData("ftp://a.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//a.example/")]
    [InlineData("https://user@a.example/")]
    [InlineData("https://a.example@b.example/")]
    [InlineData("https://a.example\\@b.example/")]
    [InlineData("https://a.example./")]
    [InlineData("https://a..example/")]
    [InlineData("https://a.example:/")]
    [InlineData("https://a.example:0443/")]
    [InlineData("https://a.example:65536/")]
    [InlineData("https://a.example:8a/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://a%2eexample/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://[::1/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://xn--/")]
    public void What_can_be_read_in_two_ways_has_no_origin(string id)
    {
        Assert.Null(Origin.Of(id));
        Assert.False(WebAddress.IsId(id));
    }

    [Theory]
    [InlineData("https://a.example/x y")]
    [InlineData("https://a.example/%zz")]
    [InlineData("https://a.example/%4")]
    [InlineData("https://a.example/ü")]
    [InlineData("https://a.example/<")]
    [InlineData(" https://a.example/")]
    [InlineData("https://a.example/\n")]
    [InlineData(null)]
    public void An_id_has_only_the_characters_of_addresses(string? id) => Assert.False(WebAddress.IsId(id));

    [Fact]
    public void Ids_are_the_same_byte_by_byte_but_for_the_case_of_scheme_and_host()
    {
        Assert.True(WebAddress.SameId("https://a.example/x", "HTTPS://A.Example/x"));
        Assert.False(WebAddress.SameId("https://a.example/x", "https://a.example/X"));
        Assert.False(WebAddress.SameId("https://a.example/x", "https://a.example/x/"));
        Assert.False(WebAddress.SameId("https://a.example/%7Ex", "https://a.example/~x"));
        Assert.False(WebAddress.SameId("https://a.example/x", "http://a.example/x"));
        Assert.False(WebAddress.SameId(null, null));
    }

    [Fact]
    public void Threads_pages_and_ids_are_of_different_origins() =>
        Assert.False(Origin.Same("https://threads.net/ap/users/1/", "https://www.threads.net/@kim"));

    [Theory]
    [InlineData("https://a.example/a&#038;b", "https://a.example/a&b")]
    [InlineData(" https://bücher.example/ü ", "https://xn--bcher-kva.example/%C3%BC")]
    [InlineData("http://a.example:81/\"<>", "http://a.example:81/%22%3C%3E")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://u:p@a.example/", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("threads://post/1", null)]
    [InlineData("/x", null)]
    public void Links_are_web_addresses_written_anew(string text, string? link) => Assert.Equal(link, WebAddress.Link(text));

    [Fact]
    public void A_fetched_document_answers_for_its_own_origin_only()
    {
        DocumentReading note = Fixture.Reading("mastodon-note");
        Assert.True(Embedding.AnswersFor("https://m.example/@ann/11", note.Document!));
        Assert.False(Embedding.AnswersFor("https://evil.example/11", note.Document!));
    }
}
