using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>From the door to the database and back, with another server on loopback.</summary>
public sealed class InboxTests
{
    [Fact]
    public async Task What_is_more_than_can_be_taken_in_at_once_is_told_to_come_again_before_it_is_read()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings { Environment = new Dictionary<string, string> { ["Weft__Federation__InboxLimit"] = "1" } }
        );
        Uri inbox = new(weft.Url, "/inbox");
        using HttpClient http = new();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(inbox)).StatusCode);
        using TcpClient slow = new();
        await slow.ConnectAsync(weft.Url.Host, weft.Url.Port, cancellation);
        string head =
            $"POST /inbox HTTP/1.1\r\nHost: {weft.Url.Authority}\r\nContent-Type: application/activity+json\r\nContent-Length: 2\r\n"
            + "Expect: 100-continue\r\n\r\n";
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), cancellation);
        // The server says "go on" when it begins to read, so the only place is taken then.
        byte[] goOn = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await slow.GetStream().ReadExactlyAsync(goOn, cancellation);
        Assert.StartsWith("HTTP/1.1 100 ", Encoding.ASCII.GetString(goOn), StringComparison.Ordinal);

        HttpResponseMessage refused = await PostAsync(inbox);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(new Uri(weft.Url, "/users/nobody/inbox"))).StatusCode);

        await slow.GetStream().WriteAsync("{}"u8.ToArray(), cancellation);
        await Eventually.GetAsync(() => PostAsync(inbox), answer => answer.StatusCode == HttpStatusCode.Unauthorized);

        async Task<HttpResponseMessage> PostAsync(Uri to)
        {
            using ByteArrayContent content = new("{}"u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", "application/activity+json");
            return await http.PostAsync(to, content, cancellation);
        }
    }

    [Fact]
    public async Task Somebody_elsewhere_follows_is_let_in_and_writes()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings { Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" } }
        );
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        ApiClient bob = await weft.CreateAccountAsync("bob");
        string bobActor = new Uri(weft.Url, "/users/bob").ToString();
        string follow = $$"""{"id":"{{peer.Actor}}#follows/1","type":"Follow","actor":"{{peer.Actor}}","object":"{{bobActor}}"}""";

        Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/users/bob/inbox"), follow));

        JsonElement accept = await peer.HearNextAsync(cancellation);
        Assert.Equal("Accept", accept.GetProperty("type").GetString());
        Assert.Equal(bobActor, accept.GetProperty("actor").GetString());
        Assert.Equal($"{peer.Actor}#follows/1", accept.GetProperty("object").GetProperty("id").GetString());

        string create =
            $$"""{"id":"{{peer.Actor}}#c1","type":"Create","actor":"{{peer.Actor}}","object":{"id":"{{peer.Actor}}/1","type":"Note","attributedTo":"{{peer.Actor}}","content":"<p>Hello Bob</p>","to":["https://www.w3.org/ns/activitystreams#Public"],"tag":[{"type":"Mention","href":"{{bobActor}}"}]} }""";
        Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/inbox"), create));

        JsonElement[] told = [.. (await bob.GetAsync("/api/v1/notifications")).EnsureSuccess().Json.EnumerateArray()];
        Assert.Equal(["mention", "follow"], told.Select(n => n.GetProperty("type").GetString()));
        JsonElement status = told[0].GetProperty("status");
        Assert.Equal("<p>Hello Bob</p>", status.GetProperty("content").GetString());
        Assert.Equal($"ann@{peer.Domain}", status.GetProperty("account").GetProperty("acct").GetString());
        Assert.Contains("Hello Bob", (await weft.Api.GetAsync($"/@ann@{peer.Domain}")).EnsureSuccess().Body, StringComparison.Ordinal);
        Assert.Equal(200, (await weft.Api.GetAsync($"/@ann@{peer.Domain}/{status.GetProperty("id").GetString()}")).Status);
        string forged = follow.Replace(peer.Actor, $"http://{peer.Domain}/users/eve", StringComparison.Ordinal);
        Assert.Equal(401, (await peer.SendAsync(new Uri(weft.Url, "/inbox"), forged)).Status);
    }

    [Fact]
    public async Task A_door_without_a_name_behind_it_is_not_found_and_an_unsigned_word_not_taken()
    {
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        WeftProcess weft = await Mastodon.World.ServerAsync();

        Assert.Equal(404, (await peer.SendAsync(new Uri(weft.Url, "/users/nobody_at_all/inbox"), "{}")).Status);
        Assert.Equal(400, (await peer.SendAsync(new Uri(weft.Url, "/inbox"), "{}")).Status);
    }
}
