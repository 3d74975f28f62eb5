using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>What apps ask before anybody has logged in.</summary>
public sealed class InstanceTests
{
    [Fact]
    public async Task The_version_has_the_one_form_that_all_apps_can_compare()
    {
        App app = await World.VisitorAsync();

        JsonElement second = (await app.GetAsync("/api/v2/instance")).Json;
        JsonElement first = (await app.GetAsync("/api/v1/instance")).Json;

        Assert.Matches(@"^4\.5\.0\+weft\.\d+\.\d+\.\d+$", second.GetProperty("version").GetString());
        Assert.Equal(second.GetProperty("version").GetString(), first.GetProperty("version").GetString());
        Assert.Equal(7, second.GetProperty("api_versions").GetProperty("mastodon").GetInt32());
    }

    [Fact]
    public async Task Streaming_is_on_the_same_host_without_a_path()
    {
        WeftProcess server = await World.ServerAsync();
        App app = await World.VisitorAsync();
        string expected = "ws://" + server.Url.Authority;

        JsonElement second = (await app.GetAsync("/api/v2/instance")).Json;
        JsonElement first = (await app.GetAsync("/api/v1/instance")).Json;

        Assert.Equal(expected, second.GetProperty("configuration").GetProperty("urls").GetProperty("streaming").GetString());
        Assert.Equal(expected, first.GetProperty("urls").GetProperty("streaming_api").GetString());
        Assert.Equal(server.Url.Authority, first.GetProperty("uri").GetString());
        Assert.Equal(server.Url.Authority, second.GetProperty("domain").GetString());
    }

    [Fact]
    public async Task The_limits_are_those_that_posting_holds_to()
    {
        App app = await World.VisitorAsync();

        JsonElement limits = (await app.GetAsync("/api/v2/instance")).Json.GetProperty("configuration");

        Assert.Equal(500, limits.GetProperty("statuses").GetProperty("max_characters").GetInt32());
        Assert.Equal(23, limits.GetProperty("statuses").GetProperty("characters_reserved_per_url").GetInt32());
        Assert.Equal(JsonValueKind.Array, limits.GetProperty("media_attachments").GetProperty("supported_mime_types").ValueKind);
        Assert.Equal("public", limits.GetProperty("timelines_access").GetProperty("live_feeds").GetProperty("local").GetString());
    }

    [Fact]
    public async Task It_is_the_same_for_everyone_and_may_be_kept_for_five_minutes()
    {
        ApiAnswer answer = await (await World.VisitorAsync()).GetAsync("/api/v2/instance");

        Assert.Equal("public, max-age=300", answer.Headers["Cache-Control"]);
        Assert.Contains("Authorization", answer.Headers["Vary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeInfo_says_whose_api_is_spoken()
    {
        App app = await World.VisitorAsync();

        JsonElement links = (await app.GetAsync("/.well-known/nodeinfo")).Json.GetProperty("links");
        string[] relations = [.. links.EnumerateArray().Select(link => link.GetProperty("rel").GetString()!)];
        string[] addresses = [.. links.EnumerateArray().Select(link => link.GetProperty("href").GetString()!)];

        Assert.Contains("http://nodeinfo.diaspora.software/ns/schema/2.0", relations);
        foreach (string address in addresses.Where(a => a.Contains("/nodeinfo/", StringComparison.Ordinal)))
        {
            JsonElement document = (await app.GetAsync(new Uri(address).PathAndQuery)).Json;
            Assert.Equal("weft", document.GetProperty("software").GetProperty("name").GetString());
            Assert.Equal("mastodon", document.GetProperty("metadata").GetProperty("upstream").GetProperty("name").GetString());
            Assert.True(document.GetProperty("openRegistrations").GetBoolean());
            Assert.Equal("activitypub", document.GetProperty("protocols")[0].GetString());
            Assert.Equal(JsonValueKind.Number, document.GetProperty("usage").GetProperty("localPosts").ValueKind);
        }
    }

    [Fact]
    public async Task Host_meta_names_the_host_in_its_first_template()
    {
        WeftProcess server = await World.ServerAsync();

        ApiAnswer answer = await server.Api.GetAsync("/.well-known/host-meta");

        Assert.StartsWith("application/xrd+xml", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains(
            $"template=\"http://{server.Url.Authority}/.well-known/webfinger?resource={{uri}}\"",
            answer.Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_pictures_of_those_who_have_none_are_pictures()
    {
        WeftProcess server = await World.ServerAsync();
        JsonElement me = (await (await World.JoinAsync()).GetAsync("/api/v1/accounts/verify_credentials")).Json;

        foreach (string name in new[] { "avatar", "avatar_static", "header", "header_static" })
        {
            string address = me.GetProperty(name).GetString()!;
            Assert.EndsWith("/missing.png", address, StringComparison.Ordinal);
            ApiAnswer picture = await server.Api.GetAsync(new Uri(address).PathAndQuery);
            Assert.Equal((200, "image/png"), (picture.Status, picture.Headers["Content-Type"]));
        }
    }
}
