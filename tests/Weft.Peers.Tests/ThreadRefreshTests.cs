using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Apps are told that a thread is being read at another server, how far that has come, and when it is worth looking again.</summary>
public sealed partial class ThreadRefreshTests
{
    private const string Header = "Mastodon-Async-Refresh";

    [Theory, EachDatabase]
    public async Task An_app_sees_the_reading_run_and_end_and_then_the_new_replies(DatabaseKind kind)
    {
        await using Pair pair = await Pair.StartAsync(kind);
        Servers servers = await Servers.SettleAsync(pair.Here, pair.There);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiClient cleo = await pair.There.CreateAccountAsync("cleo");
        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.ToldAsync(bob, "follow");
        ApiAnswer first = (await bob.PostAsync("/api/v1/statuses", new { status = "One" })).EnsureSuccess();
        JsonElement home = await servers.EventuallyAsync(ana, "/api/v1/timelines/home", list => list.GetArrayLength() == 1);
        // Nobody here follows Cleo, so what she answers is sent to nobody here.
        ApiAnswer second = (await cleo.PostAsync("/api/v1/statuses", new { status = "Two", in_reply_to_id = first.Id })).EnsureSuccess();
        (await cleo.PostAsync("/api/v1/statuses", new { status = "Three", in_reply_to_id = second.Id })).EnsureSuccess();
        string thread = $"/api/v1/statuses/{home[0].GetProperty("id").GetString()}/context";
        Assert.DoesNotContain(Header, (await pair.Here.Api.GetAsync(thread)).EnsureSuccess().Headers.Keys);

        string refresh;
        await SignalAsync(pair.There, "STOP");
        try
        {
            ApiAnswer before = (await ana.SendAsync(HttpMethod.Get, thread, null, ("Origin", "https://elk.example"))).EnsureSuccess();
            Assert.Equal(0, before.Json.GetProperty("descendants").GetArrayLength());
            Match told = HeaderForm().Match(before.Headers[Header]);
            Assert.True(told.Success, before.Headers[Header]);
            Assert.Contains(Header, before.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
            refresh = "/api/v1_alpha/async_refreshes/" + told.Groups["id"].Value;

            JsonElement running = (await ana.GetAsync(refresh)).EnsureSuccess().Json.GetProperty("async_refresh");
            Assert.Equal(told.Groups["id"].Value, running.GetProperty("id").GetString());
            Assert.Equal(("running", 0), (running.GetProperty("status").GetString(), running.GetProperty("result_count").GetInt32()));
            // Who looks again meanwhile is told of the same one.
            Assert.Equal(before.Headers[Header], (await ana.GetAsync(thread)).EnsureSuccess().Headers[Header]);
            Assert.Equal(401, (await pair.Here.Api.GetAsync(refresh)).Status);
        }
        finally
        {
            await SignalAsync(pair.There, "CONT");
        }

        JsonElement ended = await servers.EventuallyAsync(
            ana,
            refresh,
            answer => answer.GetProperty("async_refresh").GetProperty("status").GetString() == "finished"
        );
        Assert.Equal(2, ended.GetProperty("async_refresh").GetProperty("result_count").GetInt32());
        ApiAnswer after = (await ana.GetAsync(thread)).EnsureSuccess();
        Assert.Equal(
            ["<p>Two</p>", "<p>Three</p>"],
            after.Json.GetProperty("descendants").EnumerateArray().Select(status => status.GetProperty("content").GetString()!)
        );
        Assert.DoesNotContain(Header, after.Headers.Keys);
    }

    private static async Task SignalAsync(WeftProcess weft, string signal)
    {
        string number = weft.ProcessId.ToString(CultureInfo.InvariantCulture);
        (await Shell.RunAsync(new ProcessStartInfo("kill", ["-" + signal, number]))).EnsureSuccess();
    }

    [GeneratedRegex("^id=\"(?<id>[0-9a-f]{32})\", retry=3$")]
    private static partial Regex HeaderForm();
}
