using System.Globalization;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>A server was away while another one tried once to send it something.</summary>
public sealed class CatchingUpTests
{
    [Theory, EachDatabase]
    public async Task Nothing_is_missing_at_home_after_a_server_was_away(DatabaseKind kind)
    {
        await using Pair pair = await Pair.StartAsync(kind);
        Servers servers = await Servers.SettleAsync(pair.Here, pair.There);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiClient friend = await pair.There.CreateAccountAsync("friend");
        await FollowAsync(servers, ana, servers.BobsHandle);
        string before = (await bob.PostAsync("/api/v1/statuses", new { status = "Before" }))
            .EnsureSuccess()
            .Json.GetProperty("uri")
            .GetString()!;
        await servers.EventuallyAsync(ana, "/api/v1/timelines/home", home => home.GetArrayLength() == 1);

        pair.Here.Kill();
        List<string> said = [];
        string last = "";
        // More than one page of the outbox.
        for (int i = 0; i < 23; i++)
        {
            ApiAnswer one = await bob.PostAsync(
                "/api/v1/statuses",
                new { status = string.Create(CultureInfo.InvariantCulture, $"Number {i}"), visibility = i % 5 == 0 ? "private" : "public" }
            );
            said.Add(one.EnsureSuccess().Json.GetProperty("uri").GetString()!);
            last = one.Id;
        }

        ApiAnswer answer = await bob.PostAsync("/api/v1/statuses", new { status = "More of it", in_reply_to_id = last });
        said.Add(answer.EnsureSuccess().Json.GetProperty("uri").GetString()!);
        ApiAnswer friends = (await friend.PostAsync("/api/v1/statuses", new { status = "Said by a friend" })).EnsureSuccess();
        (await bob.PostAsync($"/api/v1/statuses/{friends.Id}/reblog")).EnsureSuccess();
        said.Add(friends.Json.GetProperty("uri").GetString()!);
        await pair.GiveUpAsync(pair.There);
        await pair.Here.RestartAsync();

        JsonElement home = await servers.EventuallyAsync(
            ana,
            "/api/v1/timelines/home?limit=40",
            all => all.GetArrayLength() == said.Count + 1
        );
        Assert.Equal([.. Enumerable.Reverse(said), before], home.EnumerateArray().Select(Uri));
        JsonElement newest = home.EnumerateArray().ElementAt(1);
        Assert.Equal(answer.Json.GetProperty("created_at").GetString(), newest.GetProperty("created_at").GetString());
        Assert.Equal("private", home.EnumerateArray().Single(one => Uri(one) == said[5]).GetProperty("visibility").GetString());
    }

    [Theory, EachDatabase]
    public async Task Two_servers_that_disagree_on_who_follows_whom_find_out_and_agree(DatabaseKind kind)
    {
        await using Pair pair = await Pair.StartAsync(kind);
        Servers servers = await Servers.SettleAsync(pair.Here, pair.There);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiClient ada = await pair.Here.CreateAccountAsync("ada");
        ApiClient ben = await pair.There.CreateAccountAsync("ben");
        string bensHandle = $"@ben@{pair.There.Url.Authority}";
        string bobHere = await FollowAsync(servers, ana, servers.BobsHandle);
        await FollowAsync(servers, ada, servers.BobsHandle);
        await FollowAsync(servers, ana, bensHandle);
        string benHere = await FollowAsync(servers, ada, bensHandle);
        string anaThere = (await Servers.FindPersonAsync(bob, servers.AnasHandle))!;

        pair.Here.Kill();
        (await bob.PostAsync($"/api/v1/accounts/{anaThere}/remove_from_followers")).EnsureSuccess();
        await pair.GiveUpAsync(pair.There);
        await pair.Here.RestartAsync();
        Assert.True(await FollowsAsync(ana, bobHere));
        (await bob.PostAsync("/api/v1/statuses", new { status = "For whoever is left", visibility = "private" })).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/accounts/relationships?id[]={bobHere}", r => !Following(r));
        Assert.True(await FollowsAsync(ada, bobHere));

        pair.There.Kill();
        (await ada.PostAsync($"/api/v1/accounts/{benHere}/unfollow")).EnsureSuccess();
        await pair.GiveUpAsync(pair.Here);
        await pair.There.RestartAsync();
        (await ben.PostAsync("/api/v1/statuses", new { status = "For whom I think my friends", visibility = "private" })).EnsureSuccess();
        await servers.EventuallyAsync(ben, "/api/v1/accounts/verify_credentials", me => me.GetProperty("followers_count").GetInt32() == 1);
    }

    private static async Task<string> FollowAsync(Servers servers, ApiClient who, string whom)
    {
        string id = await Servers.FindPersonAsync(who, whom);
        (await who.PostAsync($"/api/v1/accounts/{id}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(who, $"/api/v1/accounts/relationships?id[]={id}", Following);
        return id;
    }

    private static async Task<bool> FollowsAsync(ApiClient who, string whom) =>
        Following((await who.GetAsync($"/api/v1/accounts/relationships?id[]={whom}")).EnsureSuccess().Json);

    private static bool Following(JsonElement relationships) => relationships[0].GetProperty("following").GetBoolean();

    /// <summary>Of a repost the original's.</summary>
    private static string Uri(JsonElement status) =>
        status.GetProperty("reblog") is { ValueKind: JsonValueKind.Object } original
            ? original.GetProperty("uri").GetString()!
            : status.GetProperty("uri").GetString()!;
}
