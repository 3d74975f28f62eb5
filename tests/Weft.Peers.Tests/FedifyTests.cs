using System.Text.Json;
using Weft.Testing;
using static Weft.Peers.Tests.FedifyPeer;

namespace Weft.Peers.Tests;

/// <summary>Weft and a server made of Fedify: everything both ways, over the wire, each verified by the other's own code.</summary>
public sealed class FedifyTests
{
    [Theory, EachDatabase]
    public async Task Fred_follows_and_takes_part_in_what_is_said_here(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        using FedifyPeer peer = await StartAsync();
        ApiClient ana = servers.Ana;
        string anaThere = await IdThereAsync(ana);

        (string follow, _) = await peer.DoAsync("follow", new { actor = anaThere });
        await servers.ToldAsync(ana, "follow");
        Assert.Equal(follow, Text(await peer.ReceivedAsync("Accept"), "object"));

        ApiAnswer said = (await ana.PostAsync("/api/v1/statuses", new { status = "Good morning, other code" })).EnsureSuccess();
        string uri = said.Json.GetProperty("uri").GetString()!;
        JsonElement create = await peer.ReceivedAsync("Create", one => Text(one, "object") == uri);
        Assert.Contains("Good morning, other code", Text(create, "content"), StringComparison.Ordinal);
        Assert.Equal(
            ["https://www.w3.org/ns/activitystreams#Public"],
            create.GetProperty("canQuote").EnumerateArray().Select(c => c.GetString())
        );

        string handle = servers.AnasHandle;
        await peer.DoAsync(
            "post",
            new
            {
                text = "Good evening",
                to = anaThere,
                inReplyTo = uri,
                mentions = new[] { new { href = anaThere, name = handle } },
            }
        );
        JsonElement reply = (await servers.ToldAsync(ana, "mention")).GetProperty("status");
        Assert.Equal(said.Id, reply.GetProperty("in_reply_to_id").GetString());

        (string like, _) = await peer.DoAsync("like", new { @object = uri, to = anaThere });
        await servers.ToldAsync(ana, "favourite");
        (string announce, _) = await peer.DoAsync("announce", new { @object = uri, to = anaThere });
        await servers.ToldAsync(ana, "reblog");
        string path = $"/api/v1/statuses/{said.Id}";
        await servers.EventuallyAsync(ana, path, status => Count(status, "favourites_count") == 1 && Count(status, "reblogs_count") == 1);
        await peer.DoAsync("undo", new { id = like, to = anaThere });
        await peer.DoAsync("undo", new { id = announce, to = anaThere });
        await servers.EventuallyAsync(ana, path, status => Count(status, "favourites_count") == 0 && Count(status, "reblogs_count") == 0);

        (await ana.PutAsync(path, new { status = "Good afternoon, other code" })).EnsureSuccess();
        await peer.ReceivedAsync("Update", one => Text(one, "content").Contains("Good afternoon", StringComparison.Ordinal));
        (await ana.DeleteAsync(path)).EnsureSuccess();
        await peer.ReceivedAsync("Delete", one => Text(one, "object") == uri);
        await peer.DoAsync("undo", new { id = follow, to = anaThere });
        await servers.EventuallyAsync(ana, "/api/v1/accounts/verify_credentials", me => Count(me, "followers_count") == 0);
    }

    [Theory, EachDatabase]
    public async Task People_here_follow_Fred_and_answer_him(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        using FedifyPeer peer = await StartAsync();
        ApiClient ana = servers.Ana;
        string anaThere = await IdThereAsync(ana);

        string fred = await Servers.FindPersonAsync(ana, peer.Fred);
        (await ana.PostAsync($"/api/v1/accounts/{fred}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={fred}", r => r[0].GetProperty("following").GetBoolean());
        Assert.Equal(anaThere, Text(await peer.ReceivedAsync("Follow"), "actor"));

        (_, string note) = await peer.DoAsync("post", new { text = "Hello from elsewhere" });
        JsonElement home = await servers.EventuallyAsync(ana, "/api/v1/timelines/home", page => page.GetArrayLength() == 1);
        Assert.Equal(note, home[0].GetProperty("uri").GetString());
        string here = home[0].GetProperty("id").GetString()!;

        ApiAnswer reply = (await ana.PostAsync("/api/v1/statuses", new { status = "Welcome", in_reply_to_id = here })).EnsureSuccess();
        await peer.ReceivedAsync(
            "Create",
            one => Text(one, "inReplyTo") == note && Text(one, "object") == reply.Json.GetProperty("uri").GetString()
        );
        (await ana.PostAsync($"/api/v1/statuses/{here}/favourite")).EnsureSuccess();
        string like = Text(await peer.ReceivedAsync("Like", one => Text(one, "object") == note), "id");
        (await ana.PostAsync($"/api/v1/statuses/{here}/reblog")).EnsureSuccess();
        string announce = Text(await peer.ReceivedAsync("Announce", one => Text(one, "object") == note), "id");
        (await ana.PostAsync($"/api/v1/statuses/{here}/unfavourite")).EnsureSuccess();
        await peer.ReceivedAsync("Undo", one => Text(one, "object") == like);
        (await ana.PostAsync($"/api/v1/statuses/{here}/unreblog")).EnsureSuccess();
        await peer.ReceivedAsync("Undo", one => Text(one, "object") == announce);

        await peer.DoAsync("edit", new { id = note, text = "Hello again from elsewhere" });
        await servers.EventuallyAsync(
            ana,
            $"/api/v1/statuses/{here}",
            status => status.GetProperty("content").GetString()!.Contains("again", StringComparison.Ordinal)
        );
        await peer.DoAsync("delete", new { id = note });
        await servers.EventuallyGoneAsync(ana, $"/api/v1/statuses/{here}");
        (await ana.PostAsync($"/api/v1/accounts/{fred}/unfollow")).EnsureSuccess();
        await peer.ReceivedAsync("Undo", one => Text(one, "objectType") == "Follow" && Text(one, "objectOfObject") == peer.Fred);
    }

    [Theory, EachDatabase]
    public async Task Quotes_are_asked_for_and_stamped_both_ways(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        using FedifyPeer peer = await StartAsync();
        ApiClient ana = servers.Ana;
        string anaThere = await IdThereAsync(ana);
        await FollowAsync(servers, peer.Fred);

        ApiAnswer said = (await ana.PostAsync("/api/v1/statuses", new { status = "Quote me" })).EnsureSuccess();
        string uri = said.Json.GetProperty("uri").GetString()!;
        (_, string quoting) = await peer.DoAsync(
            "quote",
            new
            {
                @object = uri,
                to = anaThere,
                text = "She says so",
            }
        );
        string stamp = Text(await peer.ReceivedAsync("Accept", one => Text(one, "result").Length > 0), "result");
        await peer.DoAsync("stamped", new { id = quoting, stamp });
        JsonElement quote = await servers.EventuallyAsync(
            ana,
            "/api/v1/timelines/home",
            page => page.EnumerateArray().Any(s => s.GetProperty("uri").GetString() == quoting)
        );
        JsonElement quoted = quote.EnumerateArray().First(s => s.GetProperty("uri").GetString() == quoting).GetProperty("quote");
        Assert.Equal("accepted", quoted.GetProperty("state").GetString());
        Assert.Equal(said.Id, quoted.GetProperty("quoted_status").GetProperty("id").GetString());

        (_, string note) = await peer.DoAsync("post", new { text = "Worth a quote" });
        JsonElement home = await servers.EventuallyAsync(
            ana,
            "/api/v1/timelines/home",
            page => page.EnumerateArray().Any(s => s.GetProperty("uri").GetString() == note)
        );
        string here = home.EnumerateArray().First(s => s.GetProperty("uri").GetString() == note).GetProperty("id").GetString()!;
        ApiAnswer asked = (await ana.PostAsync("/api/v1/statuses", new { status = "Indeed", quoted_status_id = here })).EnsureSuccess();
        JsonElement request = await peer.ReceivedAsync("QuoteRequest", one => Text(one, "object") == note);
        Assert.Equal(asked.Json.GetProperty("uri").GetString(), Text(request, "instrument"));
        await servers.EventuallyAsync(
            ana,
            $"/api/v1/statuses/{asked.Id}",
            status => status.GetProperty("quote").GetProperty("state").GetString() == "accepted"
        );
    }

    [Theory, EachDatabase]
    public async Task Who_moves_takes_followers_along_both_ways(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        using FedifyPeer old = await StartAsync();
        using FedifyPeer next = await StartAsync();
        ApiClient ana = servers.Ana;
        string anaThere = await IdThereAsync(ana);
        string here = await FollowAsync(servers, old.Fred);

        await next.DoAsync("alias", new { actor = old.Fred });
        await old.DoAsync("move", new { target = next.Fred });
        Assert.Equal(anaThere, Text(await next.ReceivedAsync("Follow"), "actor"));
        JsonElement moved = await servers.EventuallyAsync(
            ana,
            $"/api/v1/accounts/{here}",
            account => account.TryGetProperty("moved", out _)
        );
        Assert.Equal(next.Fred, moved.GetProperty("moved").GetProperty("uri").GetString());

        await old.DoAsync("follow", new { actor = anaThere });
        await servers.ToldAsync(ana, "follow");
        await next.DoAsync("alias", new { actor = anaThere });
        using Visitor browser = new(servers.Here, servers.AnasName);
        await browser.FillAsync("/settings/moving", "/settings/moving/go", ("target", next.Fred));
        JsonElement move = await old.ReceivedAsync("Move");
        Assert.Equal((anaThere, next.Fred), (Text(move, "object"), Text(move, "target")));
        ApiAnswer refused = await ana.PostAsync("/api/v1/statuses", new { status = "Still here" });
        Assert.Equal(403, refused.Status);
    }

    /// <summary>Lets Ana follow somebody of the other server; answers their account here.</summary>
    private static async Task<string> FollowAsync(Servers servers, string actor)
    {
        string account = await Servers.FindPersonAsync(servers.Ana, actor);
        (await servers.Ana.PostAsync($"/api/v1/accounts/{account}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(
            servers.Ana,
            $"/api/v1/accounts/relationships?id[]={account}",
            r => r[0].GetProperty("following").GetBoolean()
        );
        return account;
    }

    private static async Task<string> IdThereAsync(ApiClient who) =>
        (await who.GetAsync("/api/v1/accounts/verify_credentials")).EnsureSuccess().Json.GetProperty("uri").GetString()!;

    private static int Count(JsonElement entity, string name) => entity.GetProperty(name).GetInt32();
}
