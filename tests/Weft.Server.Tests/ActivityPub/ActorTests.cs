using System.Text.Json;
using Weft.Server.Tests.Mastodon;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

public sealed class ActorTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task An_actor_tells_what_others_need()
    {
        App ana = await World.JoinAsync();
        Peer peer = await Peer.ComeAsync();

        JsonElement actor = await peer.ReadAsync($"/users/{ana.Name}");

        Assert.Equal($"{peer.Origin}/users/{ana.Name}", actor.GetProperty("id").GetString());
        Assert.Equal($"{ana.Name}@{peer.Domain}", actor.GetProperty("webfinger").GetString());
        foreach (string field in (string[])["inbox", "outbox", "followers", "following", "featured"])
        {
            Assert.StartsWith(peer.Origin, actor.GetProperty(field).GetString(), StringComparison.Ordinal);
        }

        Assert.Equal($"{peer.Origin}/inbox", actor.GetProperty("endpoints").GetProperty("sharedInbox").GetString());
        Assert.Contains(
            "BEGIN PUBLIC KEY",
            actor.GetProperty("publicKey").GetProperty("publicKeyPem").GetString(),
            StringComparison.Ordinal
        );
        JsonElement again = await peer.ReadAsync($"/users/{ana.Name}");
        Assert.Equal(actor.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task People_and_servers_use_the_same_addresses()
    {
        App ana = await World.JoinAsync();
        string post = (await ana.PostAsync("/api/v1/statuses", new { status = "Good morning" })).EnsureSuccess().Id;
        Peer peer = await Peer.ComeAsync();

        Assert.Equal("Person", (await peer.ReadAsync($"/@{ana.Name}")).GetProperty("type").GetString());
        Assert.Equal("Note", (await peer.ReadAsync($"/@{ana.Name}/{post}")).GetProperty("type").GetString());
        ApiAnswer page = await peer.AskAsync($"/@{ana.Name}/{post}", Browser);
        Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("Accept", page.Headers["Vary"], StringComparison.Ordinal);
        ApiAnswer led = await peer.AskAsync($"/users/{ana.Name}/statuses/{post}", Browser);
        Assert.Equal(302, led.Status);
        Assert.Equal($"{peer.Origin}/@{ana.Name}/{post}", led.Headers["Location"]);
        Assert.Equal(302, (await peer.AskAsync($"/users/{ana.Name}", Browser)).Status);
        Assert.Equal(200, (await peer.AskAsync($"/users/{ana.Name}", "*/*")).Status);
    }

    [Fact]
    public async Task Head_is_answered_like_get()
    {
        App ana = await World.JoinAsync();
        Peer peer = await Peer.ComeAsync();

        ApiAnswer head = await peer.AskAsync($"/users/{ana.Name}", "application/activity+json", HttpMethod.Head);

        Assert.Equal(200, head.Status);
        Assert.Equal("", head.Body);
        Assert.StartsWith("application/activity+json", head.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outbox_holds_what_was_said_in_public_page_after_page()
    {
        App ana = await World.JoinAsync();
        Peer peer = await Peer.ComeAsync();
        string friendly = (await ana.PostAsync("/api/v1/statuses", new { status = "Secret", visibility = "private" })).EnsureSuccess().Id;
        List<string> said = [];
        for (int i = 0; i < 22; i++)
        {
            said.Insert(0, (await ana.PostAsync("/api/v1/statuses", new { status = $"Word {i}" })).EnsureSuccess().Id);
        }

        JsonElement outbox = await peer.ReadAsync($"/users/{ana.Name}/outbox");
        List<string> read = [];
        for (string? next = outbox.GetProperty("first").GetString(); next is not null; )
        {
            JsonElement page = await peer.ReadAsync(next);
            read.AddRange(
                page.GetProperty("orderedItems").EnumerateArray().Select(a => a.GetProperty("object").GetProperty("id").GetString()!)
            );
            next = page.TryGetProperty("next", out JsonElement more) ? more.GetString() : null;
        }

        Assert.Equal(said.Select(id => $"{peer.Origin}/users/{ana.Name}/statuses/{id}"), read);
        Assert.DoesNotContain(friendly, string.Concat(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Followers_are_counted_and_named()
    {
        App[] both = await World.JoinAsync(2);
        (App ana, App ben) = (both[0], both[1]);
        await ben.PostAsync($"/api/v1/accounts/{ana.Id}/follow");
        Peer peer = await Peer.ComeAsync();

        JsonElement followers = await peer.ReadAsync($"/users/{ana.Name}/followers");
        JsonElement page = await peer.ReadAsync(followers.GetProperty("first").GetString()!);

        Assert.Equal(1, followers.GetProperty("totalItems").GetInt32());
        Assert.Equal($"{peer.Origin}/users/{ben.Name}", page.GetProperty("orderedItems")[0].GetString());
    }

    [Theory]
    [InlineData("hide_collections")]
    [InlineData("locked")]
    public async Task Who_hides_them_or_lets_in_only_some_tells_how_many_alone(string setting)
    {
        App[] both = await World.JoinAsync(2);
        (App ana, App ben) = (both[0], both[1]);
        await ben.PostAsync($"/api/v1/accounts/{ana.Id}/follow");
        await ana.PatchAsync("/api/v1/accounts/update_credentials", new Dictionary<string, bool> { [setting] = true });
        Peer peer = await Peer.ComeAsync();

        JsonElement followers = await peer.ReadAsync($"/users/{ana.Name}/followers");
        JsonElement page = await peer.ReadAsync($"/users/{ana.Name}/followers?page=true");

        Assert.Equal(1, followers.GetProperty("totalItems").GetInt32());
        Assert.False(followers.TryGetProperty("first", out _));
        Assert.Equal(0, page.GetProperty("orderedItems").GetArrayLength());
    }
}
