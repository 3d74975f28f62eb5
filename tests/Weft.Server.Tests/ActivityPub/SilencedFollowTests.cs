using System.Text.Json;
using Weft.Server.Tests.Identity;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>Somebody of a server that the operator has silenced wants to follow: who is asked hears of it and answers on the page.</summary>
public sealed class SilencedFollowTests
{
    [Theory, EachDatabase]
    public async Task Who_is_asked_is_told_in_the_app_and_lets_them_in_on_the_page(DatabaseKind kind)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings
            {
                Database = kind,
                Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" },
            }
        );
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        ApiClient bob = await weft.CreateAccountAsync("bob");
        await weft.CliAsync("federation", "silence", peer.Domain);
        string follow =
            $$"""{"id":"{{peer.Actor}}#follows/1","type":"Follow","actor":"{{peer.Actor}}","object":"{{new Uri(weft.Url, "/users/bob")}}"}""";

        Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/users/bob/inbox"), follow));

        JsonElement told = Assert.Single((await bob.GetAsync("/api/v1/notifications")).EnsureSuccess().Json.EnumerateArray());
        Assert.Equal("follow_request", told.GetProperty("type").GetString());
        JsonElement asker = told.GetProperty("account");
        Assert.Equal($"ann@{peer.Domain}", asker.GetProperty("acct").GetString());
        JsonElement group = (await bob.GetAsync("/api/v2/notifications")).EnsureSuccess().Json.GetProperty("notification_groups")[0];
        Assert.Equal("follow_request", group.GetProperty("type").GetString());

        string id = asker.GetProperty("id").GetString()!;
        using Visitor page = new(weft);
        await page.SubmitAsync("/login", "/login", ("login", "bob"), ("password", WeftProcess.Password));
        Assert.Contains("1 person asks to follow you", (await page.GetAsync("/activity")).Body, StringComparison.Ordinal);
        ApiAnswer accepted = await page.SubmitAsync("/activity/requests", $"/activity/requests/{id}?accept=true");

        Assert.Equal(303, accepted.Status);
        JsonElement accept = await peer.HearNextAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Accept", accept.GetProperty("type").GetString());
        Assert.Equal($"{peer.Actor}#follows/1", accept.GetProperty("object").GetProperty("id").GetString());
        string me = (await bob.GetAsync("/api/v1/accounts/verify_credentials")).EnsureSuccess().Id;
        JsonElement followers = (await bob.GetAsync($"/api/v1/accounts/{me}/followers")).EnsureSuccess().Json;
        Assert.Equal(id, Assert.Single(followers.EnumerateArray()).GetProperty("id").GetString());
        Assert.Contains("Nobody asks", (await page.GetAsync("/activity/requests")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("to follow you", (await page.GetAsync("/activity")).Body, StringComparison.Ordinal);
    }
}
