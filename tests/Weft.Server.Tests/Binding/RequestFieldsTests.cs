using Microsoft.AspNetCore.Http;
using Weft.Server.Api.Binding;

namespace Weft.Server.Tests.Binding;

/// <summary>What apps say, in each of the ways in which they say it.</summary>
public sealed class RequestFieldsTests
{
    [Fact]
    public async Task Each_encoding_says_the_same()
    {
        RequestFields[] all =
        [
            await Requests.ReadAsync(
                "?status=Hi%20%F0%9F%91%8B+there&media_ids[]=1&media_ids[]=2&poll[options][]=a&poll[multiple]=1",
                null,
                ""
            ),
            await Requests.FormAsync("status=Hi+%F0%9F%91%8B+there&media_ids%5B%5D=1&media_ids[]=2&poll[options][0]=a&poll[multiple]=true"),
            await Requests.JsonAsync("""{"status":"Hi 👋 there","media_ids":[1,"2"],"poll":{"options":["a"],"multiple":true}}"""),
            await Requests.MultipartAsync(
                ("status", "Hi 👋 there"),
                ("media_ids[0]", "1"),
                ("media_ids[1]", "2"),
                ("poll[options][]", "a"),
                ("poll[multiple]", "on")
            ),
        ];
        foreach (RequestFields fields in all)
        {
            Assert.Equal("Hi 👋 there", fields.Text("status"));
            Assert.Equal([1, 2], fields.Ids("media_ids"));
            Assert.Equal(["a"], fields.Object("poll")!.Texts("options"));
            Assert.True(fields.Object("poll")!.Flag("multiple"));
            Assert.Null(fields.Text("spoiler_text"));
        }
    }

    [Fact]
    public async Task The_body_wins_over_the_query()
    {
        RequestFields fields = await Requests.ReadAsync("?a=query&b=query", "application/json", """{"a":"body"}""");

        Assert.Equal(("body", "query"), (fields.Text("a"), fields.Text("b")));
    }

    [Theory]
    [InlineData("""{"fields_attributes":[{"name":"x","value":"1"},{"name":"y","value":"2"}]}""")]
    [InlineData("""{"fields_attributes":{"0":{"name":"x","value":1},"1":{"name":"y","value":2}}}""")]
    [InlineData("""{"fields_attributes[]":[{"name":"x","value":"1"},{"name":"y","value":"2"}]}""")]
    public async Task Json_lists_of_objects_come_in_three_ways(string body) => AssertPairs(await Requests.JsonAsync(body));

    [Theory]
    [InlineData("fields_attributes[1][name]=y&fields_attributes[1][value]=2&fields_attributes[0][name]=x&fields_attributes[0][value]=1")]
    [InlineData("fields_attributes[][name]=x&fields_attributes[][value]=1&fields_attributes[][name]=y&fields_attributes[][value]=2")]
    public async Task Form_lists_of_objects_come_in_two_ways(string body) => AssertPairs(await Requests.FormAsync(body));

    [Fact]
    public async Task A_scalar_where_a_list_is_meant_is_a_list_of_one()
    {
        Assert.Equal([7], (await Requests.FormAsync("id=7")).Ids("id"));
        Assert.Equal([7], (await Requests.JsonAsync("""{"id":7}""")).Ids("id"));
        Assert.Empty((await Requests.FormAsync("id=&x[]=")).Ids("id"));
        Assert.Equal([9, 3], (await Requests.FormAsync("id[]=9&id[]=3&id[]=9")).Ids("id"));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("off", false)]
    [InlineData("OFF", false)]
    [InlineData("", false)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("on", true)]
    [InlineData("no", true)]
    public async Task Truth_is_what_is_not_on_the_list_of_falsehoods(string written, bool meant) =>
        Assert.Equal(meant, (await Requests.FormAsync($"bot={written}")).Flag("bot"));

    [Fact]
    public async Task Null_and_nothing_clear_and_absence_does_not()
    {
        RequestFields fields = await Requests.JsonAsync("""{"note":null,"display_name":""}""");

        Assert.Equal("", fields.TextOrCleared("note"));
        Assert.Equal("", fields.TextOrCleared("display_name"));
        Assert.Null(fields.TextOrCleared("language"));
        Assert.Null(fields.Flag("note"));
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("application/json", " \n")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "status=hello")]
    [InlineData(null, "")]
    [InlineData("", "")]
    public async Task An_empty_body_is_no_fault(string? type, string body) =>
        Assert.Null((await Requests.ReadAsync(null, type, body)).Text("status"));

    [Theory]
    [InlineData("""{"status":"hello"}""")]
    [InlineData("status=hello")]
    public async Task A_body_that_does_not_say_what_it_is_is_looked_at(string body) =>
        Assert.Equal("hello", (await Requests.ReadAsync(null, null, body)).Text("status"));

    [Theory]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "[1]", 400)]
    [InlineData("application/json", "\"status\"", 400)]
    [InlineData("application/json", "{\"a\":1} x", 400)]
    [InlineData("application/json", "{\"a\":\"\\ud800\"}", 400)]
    [InlineData("application/json", "{a:[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", 400)]
    [InlineData("application/json; charset=utf-16", "{}", 400)]
    [InlineData("application/x-www-form-urlencoded", "a=%ff", 400)]
    [InlineData("application/x-www-form-urlencoded", "a[b][b][b][b][b][b][b][b][b][b]=1", 400)]
    [InlineData("multipart/form-data", "x", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", 400)]
    [InlineData(";;", "x", 400)]
    public async Task What_cannot_be_read_is_refused(string type, string body, int status)
    {
        BadHttpRequestException fault = await Assert.ThrowsAnyAsync<BadHttpRequestException>(async () =>
            await Requests.ReadAsync(null, type, body)
        );

        Assert.Equal(status, fault.StatusCode);
    }

    [Fact]
    public async Task Json_nested_to_the_sky_is_refused() =>
        await Assert.ThrowsAsync<BadFieldException>(async () =>
            await Requests.JsonAsync($"{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}")
        );

    [Fact]
    public async Task A_field_of_the_wrong_kind_is_named()
    {
        RequestFields fields = await Requests.JsonAsync(
            """{"limit":"ten","id":"x1","status":["a"],"poll":{"options":[{}],"expires_in":"soon"},"visibility":"local"}"""
        );

        AssertNames("limit", () => fields.Int("limit"));
        AssertNames("id", () => fields.Id("id"));
        AssertNames("status", () => fields.Text("status"));
        AssertNames("poll.options", () => fields.Object("poll")!.Texts("options"));
        AssertNames("poll.expires_in", () => fields.Object("poll")!.Int("expires_in"));
        AssertNames("status", () => fields.Object("status"));
        AssertNames("visibility", () => fields.Choice("visibility", new Dictionary<string, int> { ["public"] = 1 }));
        AssertNames("name", () => fields.RequiredText("name"));
    }

    [Fact]
    public async Task Numbers_and_texts_stand_for_each_other()
    {
        RequestFields fields = await Requests.JsonAsync("""{"a":"40","b":40,"c":1e2,"d":99999999999999999999,"e":true}""");

        Assert.Equal((40, 40, 100, int.MaxValue), (fields.Int("a"), fields.Int("b"), fields.Int("c"), fields.Int("d")));
        Assert.Equal("40", fields.Text("b"));
        Assert.Equal(long.MaxValue, fields.Id("d"));
        Assert.Equal("true", fields.Text("e"));
    }

    [Fact]
    public async Task An_empty_file_is_no_file_and_a_file_is_no_text()
    {
        const string Body =
            "--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"\"\r\n\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"header\"; filename=\"h.png\"\r\nContent-Type: image/png\r\n\r\n\u0089PNG\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"bot\"\r\n\r\ntrue\r\n--b--\r\n";

        RequestFields fields = await Requests.ReadAsync(null, "multipart/form-data; boundary=b", Body);

        Assert.False(fields.HasFile("avatar"));
        Assert.True(fields.HasFile("header"));
        Assert.False(fields.Has("header"));
        Assert.True(fields.Flag("bot"));
    }

    [Fact]
    public async Task Odd_names_are_taken_as_they_are()
    {
        RequestFields fields = await Requests.FormAsync("a[b=1&]c[=2&d]=3&[e]=4&=5&f&&g[h=x]y=6");

        Assert.Equal("1", fields.Text("a[b"));
        Assert.Equal("2", fields.Text("]c["));
        Assert.Equal("4", fields.Text("[e]"));
        Assert.Equal("", fields.Text("f"));
    }

    [Fact]
    public async Task The_character_that_no_database_takes_is_dropped()
    {
        Assert.Equal("ab", (await Requests.JsonAsync("""{"x":"a\u0000b"}""")).Text("x"));
        Assert.Equal("ab", (await Requests.FormAsync("x=a%00b")).Text("x"));
    }

    private static void AssertNames(string field, Func<object?> read) =>
        Assert.Contains(field, Assert.Throws<BadFieldException>(read).Message, StringComparison.Ordinal);

    private static void AssertPairs(RequestFields fields) =>
        Assert.Equal(
            [("x", "1"), ("y", "2")],
            fields.Objects("fields_attributes")!.Select(pair => (pair.Text("name"), pair.Text("value")))
        );
}
