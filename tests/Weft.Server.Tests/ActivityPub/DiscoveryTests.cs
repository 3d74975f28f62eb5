using System.Text.Json;
using Weft.Server.Tests.Mastodon;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task A_handle_in_any_case_and_either_address_lead_to_the_actor()
    {
        App ana = await World.JoinAsync();
        Peer peer = await Peer.ComeAsync();
        string id = $"{peer.Origin}/users/{ana.Name}";

        foreach (
            string resource in (string[])
                [
                    $"acct:{ana.Name}@{peer.Domain}",
                    $"acct:{ana.Name.ToUpperInvariant()}@{peer.Domain.ToUpperInvariant()}",
                    $"{ana.Name}@{peer.Domain}",
                    id,
                    $"{peer.Origin}/@{ana.Name}",
                ]
        )
        {
            ApiAnswer answer = (await peer.WebFingerAsync(resource)).EnsureSuccess();
            Assert.StartsWith("application/jrd+json", answer.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
            Assert.Equal($"acct:{ana.Name}@{peer.Domain}", answer.Json.GetProperty("subject").GetString());
            JsonElement self = answer.Json.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "self");
            Assert.Equal(id, self.GetProperty("href").GetString());
        }
    }

    [Theory]
    [InlineData("acct:nobody_at_all@{domain}", 404)]
    [InlineData("acct:ana@elsewhere.example", 404)]
    [InlineData("https://elsewhere.example/users/ana", 404)]
    [InlineData("rubbish", 404)]
    [InlineData("acct:@@", 404)]
    [InlineData("acct:{domain}@{domain}", 200)]
    [InlineData("{origin}/actor", 200)]
    public async Task What_is_not_of_this_server_is_not_found(string resource, int status)
    {
        Peer peer = await Peer.ComeAsync();
        string asked = resource
            .Replace("{domain}", peer.Domain, StringComparison.Ordinal)
            .Replace("{origin}", peer.Origin, StringComparison.Ordinal);

        Assert.Equal(status, (await peer.WebFingerAsync(asked)).Status);
    }

    [Fact]
    public async Task Without_a_resource_the_question_is_bad()
    {
        Peer peer = await Peer.ComeAsync();

        Assert.Equal(400, (await peer.AskAsync("/.well-known/webfinger")).Status);
    }

    [Fact]
    public async Task Host_meta_in_json_and_the_instance_actor_are_linked()
    {
        Peer peer = await Peer.ComeAsync();

        ApiAnswer meta = await peer.AskAsync("/.well-known/host-meta.json");
        JsonElement links = (await peer.AskAsync("/.well-known/nodeinfo")).Json.GetProperty("links");
        JsonElement actor = await peer.ReadAsync("/actor");

        Assert.Contains("/.well-known/webfinger?resource={uri}", meta.Body, StringComparison.Ordinal);
        Assert.Contains(links.EnumerateArray(), l => l.GetProperty("href").GetString() == actor.GetProperty("id").GetString());
        Assert.Equal("Application", actor.GetProperty("type").GetString());
        Assert.Contains(
            "BEGIN PUBLIC KEY",
            actor.GetProperty("publicKey").GetProperty("publicKeyPem").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_has_left_is_gone_and_not_unknown()
    {
        string name = await World.LeaveAsync();
        Peer peer = await Peer.ComeAsync();

        ApiAnswer actor = await peer.AskAsync($"/users/{name}");

        Assert.Equal(410, (await peer.WebFingerAsync($"acct:{name}@{peer.Domain}")).Status);
        Assert.Equal(410, actor.Status);
        Assert.Equal("Tombstone", actor.Json.GetProperty("type").GetString());
        Assert.Equal(410, (await peer.AskAsync($"/users/{name}/statuses/123456789")).Status);
    }
}
