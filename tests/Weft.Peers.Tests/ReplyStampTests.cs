using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Between two Weft servers: who lets only followers reply stamps the replies of those, so that third servers show them.</summary>
public sealed class ReplyStampTests
{
    [Theory, EachDatabase]
    public async Task A_follower_replies_and_gets_a_stamp_that_everybody_can_look_at(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.ToldAsync(bob, "follow");
        using (Visitor browser = new(servers.There, servers.BobsName))
        {
            await browser.FillAsync("/compose", "/compose", ("text", "Tea for those who follow"), ("reply", "1"));
        }

        JsonElement home = await servers.EventuallyAsync(ana, "/api/v1/timelines/home", all => all.EnumerateArray().Any(IsBobs));
        JsonElement said = home.EnumerateArray().First(IsBobs);
        ApiAnswer reply = (
            await ana.PostAsync("/api/v1/statuses", new { status = "Thank you", in_reply_to_id = said.GetProperty("id").GetString() })
        ).EnsureSuccess();
        await servers.ToldAsync(bob, "mention");

        string uri = reply.Json.GetProperty("uri").GetString()!;
        JsonElement stamp = await StampAsync(servers, servers.Here, uri);
        Assert.Equal("ReplyAuthorization", stamp.GetProperty("type").GetString());
        Assert.Equal(uri, stamp.GetProperty("interactingObject").GetString());
        Assert.Equal(said.GetProperty("uri").GetString(), stamp.GetProperty("interactionTarget").GetString());

        bool IsBobs(JsonElement status) => status.GetProperty("account").GetProperty("acct").GetString() == servers.BobsHandle[1..];
    }

    [Theory, EachDatabase]
    public async Task A_neighbour_who_follows_has_a_stamp_too(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        using (Visitor browser = new(servers.There, servers.BobsName))
        {
            await browser.FillAsync("/compose", "/compose", ("text", "Tea for those who follow"), ("reply", "1"));
        }

        string me = (await servers.Bob.GetAsync("/api/v1/accounts/verify_credentials")).EnsureSuccess().Id;
        JsonElement said = (await servers.Bob.GetAsync($"/api/v1/accounts/{me}/statuses")).EnsureSuccess().Json[0];
        ApiClient bea = await servers.There.CreateAccountAsync("bea" + servers.BobsName);
        object answer = new { status = "Thank you", in_reply_to_id = said.GetProperty("id").GetString() };
        Assert.Equal(403, (await bea.PostAsync("/api/v1/statuses", answer)).Status);
        (await bea.PostAsync($"/api/v1/accounts/{me}/follow")).EnsureSuccess();
        ApiAnswer reply = (await bea.PostAsync("/api/v1/statuses", answer)).EnsureSuccess();

        string uri = reply.Json.GetProperty("uri").GetString()!;
        JsonElement stamp = await StampAsync(servers, servers.There, uri);
        Assert.Equal(uri, stamp.GetProperty("interactingObject").GetString());
        Assert.Equal(said.GetProperty("uri").GetString(), stamp.GetProperty("interactionTarget").GetString());
        // By another reply's number there is none.
        Assert.Equal(404, (await servers.There.Api.GetAsync($"/users/{servers.BobsName}/reply_authorizations/{me}")).Status);
    }

    /// <summary>The stamp that a reply names, once it names one, as anybody reads it at the server of who was answered.</summary>
    private static async Task<JsonElement> StampAsync(Servers servers, WeftProcess home, string uri)
    {
        const string Field = "replyAuthorization";
        using HttpClient here = Reader(home);
        using HttpClient there = Reader(servers.There);
        JsonElement note = await servers.EventuallyAsync(
            new ApiClient(here),
            new Uri(uri).PathAndQuery,
            n => n.TryGetProperty(Field, out _)
        );
        Uri stamp = new(note.GetProperty(Field).GetString()!);
        Assert.Equal(servers.There.Url.Authority, stamp.Authority);
        return await servers.EventuallyAsync(new ApiClient(there), stamp.PathAndQuery, _ => true);
    }

    private static HttpClient Reader(WeftProcess home)
    {
        HttpClient http = home.Visit();
        http.DefaultRequestHeaders.Add("Accept", "application/activity+json");
        return http;
    }
}
