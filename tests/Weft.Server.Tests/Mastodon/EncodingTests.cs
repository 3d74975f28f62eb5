using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Every endpoint that takes something takes it in each of the four ways in which apps say it.</summary>
public sealed class EncodingTests
{
    public static TheoryData<string> Ways => ["query", "form", "multipart", "json"];

    [Theory, MemberData(nameof(Ways))]
    public async Task A_post(string way)
    {
        App anna = await World.JoinAsync();
        string text = $"Grüße 👋 & 1+1=2 {way}";

        JsonElement post = (
            await SayAsync(
                anna,
                HttpMethod.Post,
                "/api/v1/statuses",
                way,
                ("status", text),
                ("visibility", "unlisted"),
                ("sensitive", "true")
            )
        ).Json;

        Assert.Equal($"<p>Grüße 👋 &amp; 1+1=2 {way}</p>", post.GetProperty("content").GetString());
        Assert.Equal("unlisted", post.GetProperty("visibility").GetString());
        Assert.True(post.GetProperty("sensitive").GetBoolean());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_edit_a_profile_a_mute_and_a_marker(string way)
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("First");

        JsonElement edited = (await SayAsync(anna, HttpMethod.Put, $"/api/v1/statuses/{id}", way, ("status", "Second"))).Json;
        JsonElement me = (
            await SayAsync(
                anna,
                HttpMethod.Patch,
                "/api/v1/accounts/update_credentials",
                way,
                ("display_name", "Anna"),
                ("source[privacy]", "private"),
                ("fields_attributes[0][name]", "a"),
                ("fields_attributes[0][value]", "b"),
                ("locked", "false"),
                ("bot", "1")
            )
        ).Json;
        JsonElement muted = (await SayAsync(anna, HttpMethod.Post, $"/api/v1/accounts/{bert.Id}/mute", way, ("notifications", "0"))).Json;
        JsonElement marker = (await SayAsync(anna, HttpMethod.Post, "/api/v1/markers", way, ("home[last_read_id]", id))).Json;

        Assert.Equal("<p>Second</p>", edited.GetProperty("content").GetString());
        Assert.Equal(
            ("Anna", true, false),
            (me.GetProperty("display_name").GetString(), me.GetProperty("bot").GetBoolean(), me.GetProperty("locked").GetBoolean())
        );
        Assert.Equal("private", me.GetProperty("source").GetProperty("privacy").GetString());
        Assert.Equal("b", me.GetProperty("source").GetProperty("fields")[0].GetProperty("value").GetString());
        Assert.False(muted.GetProperty("muting_notifications").GetBoolean());
        Assert.Equal(id, marker.GetProperty("home").GetProperty("last_read_id").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task An_empty_body_is_normal_with_and_without_a_type(string? type)
    {
        App[] people = await World.JoinAsync(2);
        string id = await people[0].SayAsync("Hello");
        foreach (string path in new[] { $"statuses/{id}/favourite", $"statuses/{id}/reblog", $"accounts/{people[0].Id}/follow" })
        {
            using ByteArrayContent body = new([]);
            body.Headers.TryAddWithoutValidation("Content-Type", type);
            await people[1].SendAsync(HttpMethod.Post, "/api/v1/" + path, body);
        }
    }

    [Fact]
    public async Task Head_is_like_get_and_a_slash_at_the_end_changes_nothing()
    {
        App anna = await World.JoinAsync();
        string id = await anna.SayAsync("Hello");

        ApiAnswer head = await anna.Client.SendAsync(HttpMethod.Head, $"/api/v1/statuses/{id}/");
        ApiAnswer get = await anna.GetAsync($"/api/v1/statuses/{id}/");

        Assert.Equal((200, ""), (head.Status, head.Body));
        Assert.Equal(
            Encoding.UTF8.GetByteCount(get.Body).ToString(System.Globalization.CultureInfo.InvariantCulture),
            head.Headers["Content-Length"]
        );
    }

    [Theory]
    [InlineData("application/json", "{\"status\":", 400)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json; charset=utf-16", "{}", 400)]
    [InlineData("application/x-www-form-urlencoded", "status=%ff%fe", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n", 400)]
    public async Task What_cannot_be_read_is_a_400(string type, string body, int status)
    {
        App anna = await World.JoinAsync();
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        await anna.SendAsync(HttpMethod.Post, "/api/v1/statuses", content, status);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Ten_megabytes_are_too_large(string way)
    {
        App anna = await World.JoinAsync();
        if (way == "query")
        {
            return;
        }

        await SayAsync(anna, HttpMethod.Post, "/api/v1/statuses", way, 413, ("status", new string('x', 10 * 1024 * 1024)));
    }

    private static Task<ApiAnswer> SayAsync(
        App app,
        HttpMethod method,
        string path,
        string way,
        params (string Name, string Value)[] fields
    ) => SayAsync(app, method, path, way, 200, fields);

    private static async Task<ApiAnswer> SayAsync(
        App app,
        HttpMethod method,
        string path,
        string way,
        int status,
        params (string Name, string Value)[] fields
    )
    {
        string query = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        using HttpContent? body = way switch
        {
            "form" => new StringContent(query, Encoding.UTF8, "application/x-www-form-urlencoded"),
            "multipart" => ApiClient.Multipart(fields),
            "json" => new StringContent(
                JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value)),
                Encoding.UTF8,
                "application/json"
            ),
            _ => null,
        };
        return await app.SendAsync(method, way == "query" ? $"{path}?{query}" : path, body, status);
    }
}
