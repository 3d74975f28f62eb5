using System.Text.Json;
using Weft.Server.Tests.Mastodon;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

public sealed class PostTests
{
    [Theory]
    [InlineData("public", 200)]
    [InlineData("unlisted", 200)]
    [InlineData("private", 404)]
    [InlineData("direct", 404)]
    public async Task Without_a_signature_only_what_everyone_may_see_is_shown(string visibility, int status)
    {
        App ana = await World.JoinAsync();
        string post = (await ana.PostAsync("/api/v1/statuses", new { status = "Psst", visibility })).EnsureSuccess().Id;
        Peer peer = await Peer.ComeAsync();
        string path = $"/users/{ana.Name}/statuses/{post}";

        foreach (string part in (string[])["", "/activity", "/replies", "/replies?page=true", "/likes", "/shares"])
        {
            ApiAnswer answer = await peer.AskAsync(path + part);
            Assert.Equal(status, answer.Status);
            Assert.True(status == 200 || !answer.Body.Contains("Psst", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_reply_names_what_it_answers_and_is_among_its_replies()
    {
        App[] both = await World.JoinAsync(2);
        (App ana, App ben) = (both[0], both[1]);
        string post = (await ana.PostAsync("/api/v1/statuses", new { status = "How are you?" })).EnsureSuccess().Id;
        string reply = (await ben.PostAsync("/api/v1/statuses", new { status = "Well", in_reply_to_id = post })).EnsureSuccess().Id;
        await ben.PostAsync(
            "/api/v1/statuses",
            new
            {
                status = "Between us",
                in_reply_to_id = post,
                visibility = "direct",
            }
        );
        Peer peer = await Peer.ComeAsync();

        JsonElement note = await peer.ReadAsync($"/users/{ben.Name}/statuses/{reply}");
        JsonElement replies = await peer.ReadAsync($"/users/{ana.Name}/statuses/{post}/replies?page=true");

        Assert.Equal($"{peer.Origin}/users/{ana.Name}/statuses/{post}", note.GetProperty("inReplyTo").GetString());
        Assert.Contains($"@{ana.Name}@{peer.Domain}", note.GetProperty("tag").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(note.GetProperty("id").GetString(), Assert.Single(replies.GetProperty("orderedItems").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_repost_is_an_activity_and_no_document_of_its_own()
    {
        App[] both = await World.JoinAsync(2);
        (App ana, App ben) = (both[0], both[1]);
        string post = (await ana.PostAsync("/api/v1/statuses", new { status = "Tell all" })).EnsureSuccess().Id;
        string repost = (await ben.PostAsync($"/api/v1/statuses/{post}/reblog")).EnsureSuccess().Id;
        Peer peer = await Peer.ComeAsync();

        ApiAnswer led = await peer.AskAsync($"/users/{ben.Name}/statuses/{repost}");
        JsonElement announce = await peer.ReadAsync(led.Headers["Location"]);

        Assert.Equal(302, led.Status);
        Assert.Equal("Announce", announce.GetProperty("type").GetString());
        Assert.Equal($"{peer.Origin}/users/{ana.Name}/statuses/{post}", announce.GetProperty("object").GetString());
        JsonElement create = await peer.ReadAsync($"/users/{ana.Name}/statuses/{post}/activity");
        Assert.Equal("Create", create.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_post_is_found_under_its_authors_name_alone()
    {
        App[] both = await World.JoinAsync(2);
        string post = (await both[0].PostAsync("/api/v1/statuses", new { status = "Mine" })).EnsureSuccess().Id;
        Peer peer = await Peer.ComeAsync();

        Assert.Equal(404, (await peer.AskAsync($"/users/{both[1].Name}/statuses/{post}")).Status);
        Assert.Equal(404, (await peer.AskAsync($"/users/{both[0].Name}/statuses/0x12")).Status);
    }

    [Fact]
    public async Task A_quote_of_this_servers_post_has_a_stamp_until_it_is_withdrawn()
    {
        App[] both = await World.JoinAsync(2);
        (App ana, App ben) = (both[0], both[1]);
        string post = (await ana.PostAsync("/api/v1/statuses", new { status = "Quote me" })).EnsureSuccess().Id;
        string quote = (await ben.PostAsync("/api/v1/statuses", new { status = "See", quoted_status_id = post })).EnsureSuccess().Id;
        Peer peer = await Peer.ComeAsync();

        JsonElement note = await peer.ReadAsync($"/users/{ben.Name}/statuses/{quote}");
        string stamped = note.GetProperty("quoteAuthorization").GetString()!;
        JsonElement stamp = await peer.ReadAsync(stamped);

        Assert.Equal("QuoteAuthorization", stamp.GetProperty("type").GetString());
        Assert.Equal(note.GetProperty("id").GetString(), stamp.GetProperty("interactingObject").GetString());
        Assert.Equal(note.GetProperty("quote").GetString(), stamp.GetProperty("interactionTarget").GetString());
        (await ana.PostAsync($"/api/v1/statuses/{post}/quotes/{quote}/revoke")).EnsureSuccess();
        Assert.Equal(404, (await peer.AskAsync(stamped)).Status);
    }

    [Theory]
    [InlineData("public", 410)]
    [InlineData("private", 404)]
    public async Task What_everyone_could_see_leaves_a_tombstone(string visibility, int status)
    {
        App[] both = await World.JoinAsync(2);
        App ana = both[0];
        string post = (await ana.PostAsync("/api/v1/statuses", new { status = "Soon gone", visibility })).EnsureSuccess().Id;
        (await ana.DeleteAsync($"/api/v1/statuses/{post}")).EnsureSuccess();
        Peer peer = await Peer.ComeAsync();

        ApiAnswer left = await peer.AskAsync($"/users/{ana.Name}/statuses/{post}");

        Assert.Equal(status, left.Status);
        Assert.DoesNotContain("Soon gone", left.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await peer.AskAsync($"/users/{both[1].Name}/statuses/{post}")).Status);
        if (status == 410)
        {
            JsonElement tombstone = left.Json;
            Assert.Equal("Tombstone", tombstone.GetProperty("type").GetString());
            Assert.Equal($"{peer.Origin}/users/{ana.Name}/statuses/{post}", tombstone.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task A_conversation_lists_what_everyone_may_see_of_it()
    {
        App[] both = await World.JoinAsync(2);
        (App ana, App ben) = (both[0], both[1]);
        string first = (await ana.PostAsync("/api/v1/statuses", new { status = "One" })).EnsureSuccess().Id;
        string second = (await ben.PostAsync("/api/v1/statuses", new { status = "Two", in_reply_to_id = first })).EnsureSuccess().Id;
        await ben.PostAsync(
            "/api/v1/statuses",
            new
            {
                status = "Psst",
                in_reply_to_id = second,
                visibility = "direct",
            }
        );
        string third = (await ana.PostAsync("/api/v1/statuses", new { status = "Three", in_reply_to_id = second })).EnsureSuccess().Id;
        Peer peer = await Peer.ComeAsync();

        string context = (await peer.ReadAsync($"/users/{ana.Name}/statuses/{third}")).GetProperty("context").GetString()!;
        JsonElement whole = await peer.ReadAsync(context[peer.Origin.Length..]);
        JsonElement page = await peer.ReadAsync(whole.GetProperty("first").GetString()![peer.Origin.Length..]);

        Assert.Equal($"{peer.Origin}/contexts/{first}", context);
        Assert.Equal($"{peer.Origin}/users/{ana.Name}", whole.GetProperty("attributedTo").GetString());
        Assert.Equal(
            [(ana.Name, first), (ben.Name, second), (ana.Name, third)],
            page.GetProperty("orderedItems")
                .EnumerateArray()
                .Select(item => item.GetString()!.Split('/'))
                .Select(path => (path[^3], path[^1]))
        );
        Assert.Equal(404, (await peer.AskAsync($"/contexts/{second}")).Status);
    }
}
