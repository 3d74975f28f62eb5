using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Weft.Federation.Presenting;

namespace Weft.Federation.Tests.Presenting;

/// <summary>How this server's things are named and found.</summary>
public sealed class LocalAddressesTests
{
    private static readonly LocalAddresses At = Ours.Addresses;

    [Fact]
    public void Every_address_leads_back_to_what_it_names()
    {
        (string Address, LocalThing Thing)[] all =
        [
            (At.Actor("bob"), new(LocalKind.Actor, "bob", 0)),
            (At.Profile("bob"), new(LocalKind.Actor, "bob", 0)),
            (At.Post("bob", 42), new(LocalKind.Post, "bob", 42)),
            (At.Page("bob", 42), new(LocalKind.Post, "bob", 42)),
            (At.Context(42), new(LocalKind.Context, null, 42)),
            (At.QuoteAuthorization("bob", 42), new(LocalKind.QuoteAuthorization, "bob", 42)),
            (At.InstanceActor, new(LocalKind.InstanceActor, null, 0)),
            (At.SharedInbox, new(LocalKind.SharedInbox, null, 0)),
            .. new[]
            {
                LocalKind.Inbox,
                LocalKind.Outbox,
                LocalKind.Followers,
                LocalKind.Following,
                LocalKind.Featured,
                LocalKind.FollowersSynchronization,
            }.Select(k => (At.Of(k, "bob"), new LocalThing(k, "bob", 0))),
            .. new[] { LocalKind.PostActivity, LocalKind.Replies, LocalKind.Likes, LocalKind.Shares }.Select(k =>
                (At.Of(k, "bob", 42), new LocalThing(k, "bob", 42))
            ),
            .. new[] { LocalKind.Follow, LocalKind.Like, LocalKind.Block, LocalKind.QuoteRequest, LocalKind.Act }.Select(k =>
                (At.Sent(k, "bob", 42), new LocalThing(k, "bob", 42))
            ),
        ];
        Assert.All(all, pair => Assert.Equal(pair.Thing, At.Parse(pair.Address)));
        Assert.Equal(all.Length, all.Select(pair => pair.Address).Distinct().Count());
    }

    [Theory]
    [InlineData("HTTPS://W.example:443/users/Bob", LocalKind.Actor)]
    [InlineData("https://w.example/users/bob/", LocalKind.Actor)]
    [InlineData("https://w.example/users/bob#main-key", LocalKind.Actor)]
    [InlineData("https://w.example/users/bob/followers?page=2", LocalKind.Followers)]
    public void Other_spellings_are_understood(string address, LocalKind kind) =>
        Assert.Equal((kind, "bob"), (At.Parse(address)?.Kind, At.Parse(address)?.Username));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://w.example/users/bob")]
    [InlineData("https://w.example:8443/users/bob")]
    [InlineData("https://w.example.evil.example/users/bob")]
    [InlineData("https://w.example@evil.example/users/bob")]
    [InlineData("https://w.example/")]
    [InlineData("https://w.example/users")]
    [InlineData("https://w.example/users/")]
    [InlineData("https://w.example/users/../bob")]
    [InlineData("https://w.example/users/b%6Fb")]
    [InlineData("https://w.example/users/bob/statuses/x")]
    [InlineData("https://w.example/users/bob/statuses/-1")]
    [InlineData("https://w.example/users/bob/statuses/99999999999999999999")]
    [InlineData("https://w.example/users/bob/nothing")]
    [InlineData("https://w.example/users/bob#waves/1")]
    [InlineData("https://w.example/@bob@m.example")]
    public void What_names_nothing_here_is_nothing(string? address) => Assert.Null(At.Parse(address));

    [Fact]
    public void WebFinger_leads_to_actor_and_page()
    {
        JsonElement jrd = Ours.Json(new DiscoveryDocuments(At).Webfinger("bob"));
        Assert.Equal("acct:bob@w.example", jrd.GetProperty("subject").GetString());
        JsonElement self = jrd.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "self");
        Assert.Equal("application/activity+json", self.GetProperty("type").GetString());
        Assert.Equal("https://w.example/users/bob", self.GetProperty("href").GetString());
    }

    [Fact]
    public void A_port_belongs_to_the_handle()
    {
        LocalAddresses here = new("http://localhost:5001", "localhost:5001");
        Assert.Equal(
            "acct:bob@localhost:5001",
            Ours.Json(new DiscoveryDocuments(here).Webfinger("bob")).GetProperty("subject").GetString()
        );
        Assert.Equal(
            "acct:localhost@localhost:5001",
            Ours.Json(new DiscoveryDocuments(here).WebfingerOfInstance()).GetProperty("subject").GetString()
        );
        Assert.Equal(LocalKind.Actor, here.Parse("http://localhost:5001/users/bob")?.Kind);
    }

    [Fact]
    public void Host_meta_leads_to_WebFinger_in_both_forms()
    {
        const string template = "https://w.example/.well-known/webfinger?resource={uri}";
        DiscoveryDocuments documents = new(At);
        XDocument xrd = XDocument.Parse(Encoding.UTF8.GetString(documents.HostMetaXml()));
        Assert.Equal(template, xrd.Root!.Elements().Single().Attribute("template")?.Value);
        Assert.Equal(template, Ours.Json(documents.HostMetaJson()).GetProperty("links")[0].GetProperty("template").GetString());
    }

    [Fact]
    public void NodeInfo_tells_what_its_version_knows()
    {
        NodeFacts facts = new("0.1.0", "https://code.example/weft", "Ours", "Tea", OpenRegistrations: true, 3, 2, 3, 9);
        JsonElement old = Ours.Json(DiscoveryDocuments.NodeInfo("2.0", facts));
        JsonElement newer = Ours.Json(DiscoveryDocuments.NodeInfo("2.1", facts));
        Assert.False(old.GetProperty("software").TryGetProperty("repository", out _));
        Assert.Equal("https://code.example/weft", newer.GetProperty("software").GetProperty("repository").GetString());
        Assert.Equal(3, newer.GetProperty("usage").GetProperty("users").GetProperty("total").GetInt32());
        Assert.Equal(
            "https://w.example/nodeinfo/2.1",
            Ours.Json(new DiscoveryDocuments(At).NodeInfoLinks()).GetProperty("links")[1].GetProperty("href").GetString()
        );
    }
}
