using System.Text.Json;
using Weft.Server.Tests.Identity;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>A reply that waits for the leave of somebody elsewhere, as its author meets it in an app and on the page.</summary>
public sealed class WaitingReplyTests(PictureServer server) : IClassFixture<PictureServer>
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    [Fact]
    public async Task Who_replied_sees_that_the_reply_waits_and_that_it_was_refused_and_nobody_else_sees_it()
    {
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        WeftProcess weft = server.Weft;
        string note =
            $$"""{"id":"{{peer.Actor}}/1","type":"Note","attributedTo":"{{peer.Actor}}","content":"<p>Tea?</p>","to":"{{Public}}","interactionPolicy":{"canReply":{"automaticApproval":["{{peer.Actor}}"],"manualApproval":["{{Public}}"]} } }""";
        await SendAsync($$"""{"id":"{{peer.Actor}}#c","type":"Create","actor":"{{peer.Actor}}","object":{{note}} }""");
        ApiAnswer found = await server.Bob.GetAsync($"/api/v2/search?resolve=true&q={Uri.EscapeDataString($"{peer.Actor}/1")}");
        string theirs = Assert.Single(found.EnsureSuccess().Json.GetProperty("statuses").EnumerateArray()).GetProperty("id").GetString()!;

        ApiAnswer reply = (
            await server.Bob.PostAsync("/api/v1/statuses", new { status = "Gladly", in_reply_to_id = theirs })
        ).EnsureSuccess();

        Assert.Equal("pending", reply.Json.GetProperty("approval").GetString());
        JsonElement asked = await peer.HearNextAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ReplyRequest", asked.GetProperty("type").GetString());
        string path = $"/api/v1/statuses/{reply.Id}";
        string page = $"/@bob/{reply.Id}";
        Assert.Equal((404, 404), ((await weft.Api.GetAsync(path)).Status, (await weft.Api.GetAsync(page)).Status));
        using Visitor bob = new(weft);
        await bob.SubmitAsync("/login", "/login", ("login", "bob"), ("password", WeftProcess.Password));
        Assert.Contains("once the author of the post it answers agrees", (await bob.GetAsync(page)).Body, StringComparison.Ordinal);

        string id = asked.GetProperty("id").GetString()!;
        await SendAsync(
            $$"""{"id":"{{peer.Actor}}#no","type":"Reject","actor":"{{peer.Actor}}","object":{"id":"{{id}}","type":"ReplyRequest","actor":"{{asked.GetProperty("actor")}}","object":"{{peer.Actor}}/1","instrument":"{{asked.GetProperty("instrument").GetProperty("id")}}"} }"""
        );

        Assert.Equal("rejected", (await server.Bob.GetAsync(path)).EnsureSuccess().Json.GetProperty("approval").GetString());
        Assert.Contains("Only you see this", (await bob.GetAsync(page)).Body, StringComparison.Ordinal);
        Assert.Equal((404, 404), ((await weft.Api.GetAsync(path)).Status, (await weft.Api.GetAsync(page)).Status));

        async Task SendAsync(string activity) =>
            Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/users/bob/inbox"), activity));
    }
}
