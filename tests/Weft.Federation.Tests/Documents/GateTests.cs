using System.Text;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Tests.Documents;

/// <summary>What is refused before anything is made of it.</summary>
public sealed class GateTests
{
    private const string Like = "\"type\":\"Like\",\"actor\":\"https://a.example/u\",\"object\":\"https://b.example/1\"";

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"type\":\"Like\",\"type\":\"Block\"}")]
    [InlineData("{\"a\":{\"id\":1,\"id\":2}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":01}")]
    public void No_JSON_is_refused(string text) => Fixture.Refuses(DocumentFault.NotJson, text);

    [Theory]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("[{}]")]
    public void A_top_that_is_no_object_is_refused(string text) => Fixture.Refuses(DocumentFault.NotAnObject, text);

    [Theory]
    [InlineData("\"@graph\":[]")]
    [InlineData("\"a\":[{\"b\":{\"@included\":{}}}]")]
    [InlineData("\"@context\":[{\"x\":{\"@reverse\":\"as:object\"}}]")]
    [InlineData("\"@context\":{\"g\":\"@graph\"}")]
    [InlineData("\"@context\":[\"https://www.w3.org/ns/activitystreams\",{\"g\":{\"@id\":\"@included\"}}]")]
    [InlineData("\"\\u0040graph\":[]")]
    public void What_could_be_rearranged_is_refused_at_any_depth(string members) =>
        Fixture.Refuses(DocumentFault.Rearranged, $"{{{members},{Like}}}");

    [Fact]
    public void Words_that_only_look_so_are_none()
    {
        DocumentReading reading = Fixture.Said($$"""{"@context":{"a":"b"},"summary":"@graph","name":"@reverse",{{Like}}}""");
        Assert.IsType<ActivityDocument>(reading.Document);
    }

    [Theory]
    [InlineData("\"@type\":\"Block\"")]
    [InlineData("\"as:actor\":\"https://a.example/v\"")]
    [InlineData("\"https://www.w3.org/ns/activitystreams#object\":\"https://b.example/2\"")]
    public void A_crucial_key_in_two_spellings_is_refused(string member)
    {
        Fixture.Refuses(DocumentFault.Ambiguous, $"{{{member},{Like}}}");
        Fixture.Refuses(DocumentFault.Ambiguous, $"{{{Like},{member}}}");
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Fixture.Refuses(DocumentFault.TooDeep, $"{{\"a\":{new string('[', 32)}{new string(']', 32)},{Like}}}");
        Fixture.Refuses(DocumentFault.TooDeep, $"{{\"a\":{new string('[', 5000)}{new string(']', 5000)},{Like}}}");
        Assert.True(Fixture.Said($"{{\"a\":{new string('[', 31)}{new string(']', 31)},{Like}}}").Succeeded);
    }

    [Fact]
    public void More_than_a_mebibyte_is_refused() =>
        Fixture.Refuses(DocumentFault.TooLarge, $"{{\"a\":\"{new string('x', 1024 * 1024)}\",{Like}}}");

    [Fact]
    public void Bytes_that_are_no_text_are_refused_and_a_byte_order_mark_is_not()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"{{\"a\":\"x\",{Like}}}");
        Assert.True(Fixture.Reader.Read([0xEF, 0xBB, 0xBF, .. bytes]).Succeeded);
        bytes[6] = 0xFF;
        Assert.Equal(DocumentFault.NotJson, Fixture.Reader.Read(bytes).Refusal?.Kind);
    }

    [Fact]
    public void Halves_of_surrogate_pairs_and_NUL_are_left_out_of_texts_and_refused_in_ids()
    {
        ActivityDocument like = Fixture.Said<ActivityDocument>($$"""{"content":"a\ud800b\u0000c\udc00\ud83d\ude00\n\"",{{Like}}}""");
        Assert.Equal("abc😀\n\"", like.Content);
        Fixture.Refuses(
            DocumentFault.NoObject,
            """{"type":"Like","actor":"https://a.example/u","object":"https://b.example/\ud83d"}""".Replace(
                "\\ud83d",
                " ",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void A_part_is_read_with_the_checks_of_a_whole()
    {
        DocumentReading whole = Fixture.Reading("mastodon-undo-follow");
        Assert.Equal(
            ActivityKind.Follow,
            Assert.IsType<ActivityDocument>(Fixture.Reader.Read(whole.Json.GetProperty("object")).Document).Kind
        );
        Assert.Equal(DocumentFault.NotJson, Fixture.Reader.Read(default(System.Text.Json.JsonElement)).Refusal?.Kind);
    }
}
