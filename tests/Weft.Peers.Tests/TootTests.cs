using System.Diagnostics;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Debian's <c>toot</c>, a client for the command line.</summary>
public sealed partial class TootTests
{
    [Fact]
    public async Task Toot_logs_in_and_takes_part()
    {
        using Town town = await Town.BuildAsync("toot");
        using Visitor visitor = new(town.Weft, town.Name);

        using (Conversation login = Conversation.Begin(Toot(town, "login", "--disable-https", "-i", town.Weft.Url.Authority)))
        {
            string address = await login.HearAsync(@"http://\S+/oauth/authorize\S+");
            await login.SayAsync("n");
            await login.HearAsync("Authorization code: ");
            await login.SayAsync(await visitor.CopyCodeAsync(address));
            Assert.Contains("Successfully logged in", await login.EndAsync(), StringComparison.Ordinal);
        }

        Assert.Contains($"@{town.Name}", await RunAsync(town, "whoami"), StringComparison.Ordinal);
        string posted = await RunAsync(town, "post", "Hello from the command line #toot");
        string id = PostId().Match(posted).Groups["id"].Value;
        Assert.Contains("now following", await RunAsync(town, "follow", town.FriendName), StringComparison.Ordinal);
        string home = await RunAsync(town, "timeline", "--once");
        Assert.Contains("Hello from the command line", home, StringComparison.Ordinal);
        Assert.Contains("Good morning", home, StringComparison.Ordinal);
        await RunAsync(town, "post", "--reply-to", town.Greeting, $"@{town.FriendName} Good evening");
        await RunAsync(town, "favourite", town.Greeting);
        await RunAsync(town, "reblog", town.Greeting);
        Assert.Contains(town.Name, await RunAsync(town, "reblogged_by", town.Greeting), StringComparison.Ordinal);
        Assert.Contains("Good evening", await RunAsync(town, "thread", town.Greeting), StringComparison.Ordinal);

        Assert.Equal(["follow", "mention", "favourite", "reblog"], await town.FriendIsToldAsync());
        Assert.Contains("Good evening", await town.ReplyAsync(), StringComparison.Ordinal);
        await town.Friend.PostAsync($"/api/v1/statuses/{id}/favourite");
        Assert.Contains(town.FriendName, await RunAsync(town, "notifications"), StringComparison.Ordinal);
        Assert.Contains(town.FriendName, await RunAsync(town, "search", town.FriendName), StringComparison.Ordinal);
        await RunAsync(town, "delete", id);
        Assert.Equal(404, (await town.Friend.GetAsync($"/api/v1/statuses/{id}")).Status);
        await RunAsync(town, "logout", $"{town.Name}@{town.Weft.Url.Authority}");
    }

    private static async Task<string> RunAsync(Town town, params string[] arguments) =>
        (await Shell.RunAsync(Toot(town, arguments))).EnsureSuccess().Output;

    private static ProcessStartInfo Toot(Town town, params string[] arguments)
    {
        ProcessStartInfo start = new("toot", arguments);
        start.Environment["XDG_CONFIG_HOME"] = town.Folder;
        start.Environment["PYTHONUNBUFFERED"] = "1";
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    [GeneratedRegex(@"/@\w+/(?<id>\d+)")]
    private static partial Regex PostId();
}
