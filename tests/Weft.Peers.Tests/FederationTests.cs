using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Two Weft servers: everything from door to database and over the wire, signed and checked, on both databases.</summary>
public sealed class FederationTests
{
    private static readonly string[] Drinks = ["Tea", "Coffee"];

    [Theory, EachDatabase]
    public async Task Whoever_gets_new_keys_is_believed_at_once_and_the_old_ones_are_not(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={bobHere}", Follows);
        (await bob.PostAsync("/api/v1/statuses", new { status = "With the old key" })).EnsureSuccess();
        await servers.EventuallyAsync(ana, "/api/v1/timelines/home", Says("With the old key"));
        string before = await KeyAsync(servers);

        Assert.Contains("new keys", await servers.There.CliAsync("accounts", "rotate-keys", servers.BobsName), StringComparison.Ordinal);
        (await bob.PostAsync("/api/v1/statuses", new { status = "With the new key" })).EnsureSuccess();
        await servers.EventuallyAsync(ana, "/api/v1/timelines/home", Says("With the new key"));

        Assert.NotEqual(before, await KeyAsync(servers));
    }

    [Fact]
    public async Task The_setting_for_development_is_named_in_red_at_the_start()
    {
        Servers servers = await Servers.StartAsync(DatabaseKind.Sqlite);

        Assert.Contains("\e[31mWeft:Federation:AllowLoopback is on", servers.Here.Log, StringComparison.Ordinal);
    }

    private static async Task<string> KeyAsync(Servers servers)
    {
        using HttpRequestMessage ask = new(HttpMethod.Get, new Uri(servers.There.Url, $"/users/{servers.BobsName}"));
        ask.Headers.Add("Accept", "application/activity+json");
        using HttpClient client = new();
        using HttpResponseMessage answer = await client.SendAsync(ask, TestContext.Current.CancellationToken);
        using JsonDocument actor = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return actor.RootElement.GetProperty("publicKey").GetProperty("publicKeyPem").GetString()!;
    }

    [Theory, EachDatabase]
    public async Task People_of_two_servers_follow_and_answer_each_other(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);

        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={bobHere}", Follows);
        JsonElement follow = await servers.ToldAsync(bob, "follow");
        string anaThere = follow.GetProperty("account").GetProperty("id").GetString()!;
        Assert.Equal(servers.AnasHandle[1..], follow.GetProperty("account").GetProperty("acct").GetString());

        ApiAnswer said = (await bob.PostAsync("/api/v1/statuses", new { status = "Good morning from over here #weave" })).EnsureSuccess();
        JsonElement home = await servers.EventuallyAsync(ana, "/api/v1/timelines/home", Says("Good morning"));
        JsonElement arrived = home.EnumerateArray().Single();
        string here = arrived.GetProperty("id").GetString()!;
        Assert.Equal(said.Json.GetProperty("uri").GetString(), arrived.GetProperty("uri").GetString());
        Assert.Equal("weave", Assert.Single(arrived.GetProperty("tags").EnumerateArray()).GetProperty("name").GetString());

        (
            await ana.PostAsync("/api/v1/statuses", new { status = $"{servers.BobsHandle} Good evening", in_reply_to_id = here })
        ).EnsureSuccess();
        JsonElement reply = (await servers.ToldAsync(bob, "mention")).GetProperty("status");
        Assert.Equal(said.Id, reply.GetProperty("in_reply_to_id").GetString());
        Assert.Contains("Good evening", reply.GetProperty("content").GetString(), StringComparison.Ordinal);
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{said.Id}", Counts("replies_count", 1));

        (await ana.PostAsync($"/api/v1/statuses/{here}/favourite")).EnsureSuccess();
        await servers.ToldAsync(bob, "favourite");
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{said.Id}", Counts("favourites_count", 1));
        (await ana.PostAsync($"/api/v1/statuses/{here}/reblog")).EnsureSuccess();
        await servers.ToldAsync(bob, "reblog");
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{said.Id}", Counts("reblogs_count", 1));

        (await ana.PostAsync($"/api/v1/statuses/{here}/unfavourite")).EnsureSuccess();
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{said.Id}", Counts("favourites_count", 0));
        (await ana.PostAsync($"/api/v1/statuses/{here}/unreblog")).EnsureSuccess();
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{said.Id}", Counts("reblogs_count", 0));

        (await bob.PutAsync($"/api/v1/statuses/{said.Id}", new { status = "Good afternoon from over here" })).EnsureSuccess();
        await servers.EventuallyAsync(
            ana,
            $"/api/v1/statuses/{here}",
            status => Text(status).Contains("Good afternoon", StringComparison.Ordinal)
        );

        (await bob.DeleteAsync($"/api/v1/statuses/{said.Id}")).EnsureSuccess();
        await servers.EventuallyGoneAsync(ana, $"/api/v1/statuses/{here}");

        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/unfollow")).EnsureSuccess();
        await servers.EventuallyAsync(bob, $"/api/v1/accounts/relationships?id[]={anaThere}", r => !Flag(r, "followed_by"));
    }

    [Theory, EachDatabase]
    public async Task A_pasted_address_leads_to_the_post_with_what_it_answers(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiAnswer first = (await bob.PostAsync("/api/v1/statuses", new { status = "One" })).EnsureSuccess();
        ApiAnswer second = (await bob.PostAsync("/api/v1/statuses", new { status = "Two", in_reply_to_id = first.Id })).EnsureSuccess();
        ApiAnswer hidden = (await bob.PostAsync("/api/v1/statuses", new { status = "Psst", visibility = "private" })).EnsureSuccess();

        string found = await Servers.FindPostAsync(ana, second.Json.GetProperty("url").GetString()!);
        JsonElement thread = (await ana.GetAsync($"/api/v1/statuses/{found}/context")).EnsureSuccess().Json;
        ApiAnswer nothing = await ana.GetAsync(
            "/api/v2/search?resolve=true&q=" + Uri.EscapeDataString(hidden.Json.GetProperty("uri").GetString()!)
        );

        Assert.Contains("One", Text(Assert.Single(thread.GetProperty("ancestors").EnumerateArray())), StringComparison.Ordinal);
        Assert.Equal(0, nothing.EnsureSuccess().Json.GetProperty("statuses").GetArrayLength());
        Assert.Equal(
            await Servers.FindPersonAsync(ana, servers.BobsHandle),
            await Servers.FindPersonAsync(ana, $"{servers.There.Url.GetLeftPart(UriPartial.Authority)}/@{servers.BobsName}")
        );
    }

    [Theory, EachDatabase]
    public async Task A_thread_that_is_opened_is_completed_from_where_it_lives(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiAnswer first = (await bob.PostAsync("/api/v1/statuses", new { status = "One" })).EnsureSuccess();
        ApiAnswer second = (await bob.PostAsync("/api/v1/statuses", new { status = "Two", in_reply_to_id = first.Id })).EnsureSuccess();
        await bob.PostAsync("/api/v1/statuses", new { status = "Three", in_reply_to_id = second.Id });

        string found = await Servers.FindPostAsync(ana, first.Json.GetProperty("url").GetString()!);
        JsonElement thread = await servers.EventuallyAsync(
            ana,
            $"/api/v1/statuses/{found}/context",
            context => context.GetProperty("descendants").GetArrayLength() == 2
        );

        Assert.Equal(["<p>Two</p>", "<p>Three</p>"], thread.GetProperty("descendants").EnumerateArray().Select(Text));
        (await bob.DeleteAsync($"/api/v1/statuses/{first.Id}")).EnsureSuccess();
        Assert.Equal(410, (await servers.There.Api.GetAsync(new Uri(first.Json.GetProperty("url").GetString()!).AbsolutePath)).Status);
    }

    [Theory, EachDatabase]
    public async Task A_poll_is_answered_from_another_server_and_everyone_learns_the_counts(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiClient cleo = await servers.There.CreateAccountAsync("c" + servers.BobsName);
        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={bobHere}", Follows);

        ApiAnswer asked = (
            await bob.PostAsync(
                "/api/v1/statuses",
                new { status = "What do you drink?", poll = new { options = Drinks, expires_in = 3600 } }
            )
        ).EnsureSuccess();
        JsonElement home = await servers.EventuallyAsync(ana, "/api/v1/timelines/home", Says("What do you drink?"));
        string here = home[0].GetProperty("id").GetString()!;
        Assert.Equal([0, 0], Counts(home[0].GetProperty("poll")));
        (await ana.PostAsync($"/api/v1/polls/{here}/votes", new { choices = new[] { 1 } })).EnsureSuccess();

        await servers.EventuallyAsync(bob, $"/api/v1/polls/{asked.Id}", poll => Counts(poll) is [0, 1]);
        (await cleo.PostAsync($"/api/v1/polls/{asked.Id}/votes", new { choices = new[] { 0 } })).EnsureSuccess();
        JsonElement seen = await servers.EventuallyAsync(ana, $"/api/v1/polls/{here}", poll => Counts(poll) is [1, 1]);
        Assert.Equal("[1]", seen.GetProperty("own_votes").GetRawText());
        Assert.Equal(0, (await bob.GetAsync($"/api/v1/statuses/{asked.Id}")).Json.GetProperty("replies_count").GetInt32());
    }

    [Theory, EachDatabase]
    public async Task A_mention_of_a_stranger_reaches_them_and_nobody_else(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);

        ApiAnswer said = (
            await ana.PostAsync(
                "/api/v1/statuses",
                new { status = $"Hello {servers.BobsHandle}, do we know each other?", visibility = "direct" }
            )
        ).EnsureSuccess();
        Assert.Equal(
            servers.BobsHandle[1..],
            Assert.Single(said.Json.GetProperty("mentions").EnumerateArray()).GetProperty("acct").GetString()
        );
        JsonElement told = (await servers.ToldAsync(bob, "mention")).GetProperty("status");

        Assert.Equal(said.Json.GetProperty("uri").GetString(), told.GetProperty("uri").GetString());
        Assert.Equal("direct", told.GetProperty("visibility").GetString());
        Assert.Equal(401, (await servers.There.Api.GetAsync($"/api/v1/timelines/home")).Status);
        Assert.Equal(404, (await servers.There.Api.GetAsync($"/api/v1/statuses/{told.GetProperty("id").GetString()}")).Status);
    }

    [Theory, EachDatabase]
    public async Task Who_locks_the_door_lets_people_of_other_servers_in_one_by_one(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        (await bob.PatchAsync("/api/v1/accounts/update_credentials", new { locked = true })).EnsureSuccess();

        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        JsonElement request = await servers.ToldAsync(bob, "follow_request");
        string anaThere = request.GetProperty("account").GetProperty("id").GetString()!;
        (await bob.PostAsync($"/api/v1/follow_requests/{anaThere}/authorize")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={bobHere}", Follows);
        (await bob.PostAsync("/api/v1/statuses", new { status = "For friends", visibility = "private" })).EnsureSuccess();
        await servers.EventuallyAsync(ana, "/api/v1/timelines/home", Says("For friends"));

        (await bob.PostAsync($"/api/v1/accounts/{anaThere}/remove_from_followers")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={bobHere}", r => !Flag(r, "following"));
    }

    private static List<int> Counts(JsonElement poll) =>
        [.. poll.GetProperty("options").EnumerateArray().Select(option => option.GetProperty("votes_count").GetInt32())];

    private static bool Follows(JsonElement relationships) => Flag(relationships, "following");

    private static bool Flag(JsonElement relationships, string name) => relationships[0].GetProperty(name).GetBoolean();

    private static Func<JsonElement, bool> Says(string words) =>
        timeline => timeline.EnumerateArray().Any(status => Text(status).Contains(words, StringComparison.Ordinal));

    private static Func<JsonElement, bool> Counts(string count, int expected) => status => status.GetProperty(count).GetInt32() == expected;

    private static string Text(JsonElement status) => status.GetProperty("content").GetString()!;
}
