using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>What is shown to a server that asks with a signature, and to one that does not.</summary>
public sealed class SignedReadingTests
{
    [Fact]
    public async Task A_post_for_followers_is_shown_to_a_followers_server_alone()
    {
        await using WeftProcess weft = await StartAsync();
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        ApiClient bob = await weft.CreateAccountAsync("bob");
        await FollowAsync(weft, peer, "bob");
        string post = await SayAsync(bob, "Among us", "private");
        string alone = await SayAsync(bob, "For nobody there", "direct");
        Uri address = new(weft.Url, $"/users/bob/statuses/{post}");

        (int Status, string Body, string Cache) shown = await peer.AskAsync(address);
        (int Status, string Body, string Cache) page = await peer.AskAsync(new Uri(weft.Url, "/users/bob/outbox?page=true"));

        Assert.Equal(200, shown.Status);
        Assert.Contains("Among us", shown.Body, StringComparison.Ordinal);
        Assert.Contains("no-store", shown.Cache, StringComparison.Ordinal);
        Assert.Contains("Among us", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("For nobody there", page.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await peer.AskAsync(address, sign: false)).Status);
        Assert.Equal(404, (await peer.AskAsync(new Uri(weft.Url, $"/users/bob/statuses/{alone}"))).Status);
        Assert.DoesNotContain(
            "Among us",
            (await peer.AskAsync(new Uri(weft.Url, "/users/bob/outbox?page=true"), sign: false)).Body,
            StringComparison.Ordinal
        );

        await using LoopbackPeer stranger = await LoopbackPeer.OpenAsync();
        Assert.Equal(404, (await stranger.AskAsync(address)).Status);
    }

    [Fact]
    public async Task Whom_somebody_blocks_and_suspended_servers_are_shown_nothing()
    {
        await using WeftProcess weft = await StartAsync();
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        ApiClient bob = await weft.CreateAccountAsync("bob");
        await FollowAsync(weft, peer, "bob");
        Uri post = new(weft.Url, $"/users/bob/statuses/{await SayAsync(bob, "Hello all", "public")}");
        Uri actor = new(weft.Url, "/users/bob");
        Assert.Equal(200, (await peer.AskAsync(post)).Status);
        string ann = (await bob.GetAsync("/api/v1/accounts/search?q=@ann@" + peer.Domain)).Json[0].GetProperty("id").GetString()!;

        (await bob.PostAsync($"/api/v1/accounts/{ann}/block")).EnsureSuccess();

        Assert.Equal(404, (await peer.AskAsync(post)).Status);
        Assert.Equal(404, (await peer.AskAsync(new Uri(weft.Url, "/users/bob/outbox"))).Status);
        Assert.Equal(200, (await peer.AskAsync(actor)).Status);
        Assert.Equal(200, (await peer.AskAsync(post, sign: false)).Status);
        await weft.CliAsync("federation", "block", peer.Domain);
        // What is decided on the command line is known to a running server within ten seconds.
        await Eventually.GetAsync(() => peer.AskAsync(actor), answer => answer.Status == 403);
    }

    [Fact]
    public async Task Where_signatures_are_demanded_all_but_the_way_in_needs_one()
    {
        await using WeftProcess weft = await StartAsync(("Weft__Federation__SignedFetch", "true"));
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        ApiClient bob = await weft.CreateAccountAsync("bob");
        string post = await SayAsync(bob, "Hello all", "public");
        string[] closed = ["/users/bob", "/users/bob/outbox", "/users/bob/followers", $"/users/bob/statuses/{post}", $"/@bob/{post}"];
        string[] open = ["/actor", "/.well-known/nodeinfo", $"/.well-known/webfinger?resource=acct:bob@{weft.Url.Authority}"];

        foreach (string path in closed)
        {
            Assert.Equal(401, (await peer.AskAsync(new Uri(weft.Url, path), sign: false)).Status);
            (int status, _, string cache) = await peer.AskAsync(new Uri(weft.Url, path));
            Assert.Equal(200, status);
            Assert.Contains("no-store", cache, StringComparison.Ordinal);
        }

        foreach (string path in open)
        {
            Assert.Equal(200, (await peer.AskAsync(new Uri(weft.Url, path), sign: false)).Status);
        }

        Assert.Equal(200, (await weft.Api.GetAsync($"/@bob/{post}")).Status);
        Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/inbox"), Follow(weft, peer, "bob")));
    }

    [Fact]
    public async Task A_check_says_step_by_step_why_somebody_is_found_or_not()
    {
        await using WeftProcess weft = await StartAsync();
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();

        Finished good = await weft.TryCliAsync("federation", "check", $"@ann@{peer.Domain}");
        Finished byAddress = await weft.TryCliAsync("federation", "check", peer.Actor);
        Finished nowhere = await weft.TryCliAsync("federation", "check", "https://127.0.0.1:1/users/x");
        Finished nonsense = await weft.TryCliAsync("federation", "check", "nonsense");
        await weft.CliAsync("federation", "block", peer.Domain);
        Finished blocked = await weft.TryCliAsync("federation", "check", $"@ann@{peer.Domain}");

        Assert.True(good.ExitCode == 0, good.Output + good.Error);
        Assert.Equal(
            ["policy", "name", "connection", "webfinger", "document", "signatures", "handle", "key", "inbox", "delivery"],
            Steps(good)
        );
        Assert.Contains("draft-cavage", good.Output, StringComparison.Ordinal);
        Assert.True(byAddress.ExitCode == 0, byAddress.Output);
        Assert.Equal((1, "connection"), (nowhere.ExitCode, Steps(nowhere).Last()));
        Assert.Equal((1, "target"), (nonsense.ExitCode, Steps(nonsense).Last()));
        Assert.Equal((1, "policy"), (blocked.ExitCode, Steps(blocked).Last()));
    }

    private static IEnumerable<string> Steps(Finished check) =>
        check.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[5..15].Trim());

    private static Task<WeftProcess> StartAsync(params (string Name, string Value)[] more) =>
        WeftProcess.StartAsync(
            new WeftSettings
            {
                Environment = more.Append(("Weft__Federation__AllowLoopback", "true")).ToDictionary(m => m.Item1, m => m.Item2),
            }
        );

    private static string Follow(WeftProcess weft, LoopbackPeer peer, string name) =>
        $$"""{"id":"{{peer.Actor}}/follows/1","type":"Follow","actor":"{{peer.Actor}}","object":"{{new Uri(weft.Url, $"/users/{name}")}}"}""";

    private static async Task FollowAsync(WeftProcess weft, LoopbackPeer peer, string name)
    {
        Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/inbox"), Follow(weft, peer, name)));
        await peer.HearNextAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> SayAsync(ApiClient who, string text, string visibility) =>
        (await who.PostAsync("/api/v1/statuses", new { status = text, visibility })).EnsureSuccess().Id;
}
