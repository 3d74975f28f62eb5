using System.Diagnostics;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>
/// Libraries that other programs are made of: Mastodon.py (Debian's <c>python3-mastodon</c>) and masto (npm, in Elk and
/// Phanpy). Each has a script in <c>tests/peers</c> that registers an app, asks to be allowed, and then takes part.
/// </summary>
public sealed class LibraryTests
{
    public static TheoryData<string, string, string> Peers =>
        new() { { "mastodon_py", "/usr/bin/python3", "mastodon_py.py" }, { "masto_js", "node", "masto.mjs" } };

    [Theory, MemberData(nameof(Peers))]
    public async Task A_library_logs_in_and_takes_part(string name, string program, string script)
    {
        using Town town = await Town.BuildAsync(name);
        using Visitor visitor = new(town.Weft, town.Name);
        ProcessStartInfo start = new(
            program,
            [Repository.PathTo("tests", "peers", script), town.Weft.Url.GetLeftPart(UriPartial.Authority), town.FriendName, town.Greeting]
        )
        {
            WorkingDirectory = town.Folder,
        };
        start.Environment["PYTHONUNBUFFERED"] = "1";

        using Conversation talk = Conversation.Begin(start);
        string address = await talk.HearAsync(@"http://\S+/oauth/authorize\S*");
        await talk.SayAsync(await visitor.CopyCodeAsync(address));
        string last = (await talk.EndAsync()).TrimEnd().Split('\n')[^1];

        JsonElement seen = JsonElement.Parse(last);
        Assert.Equal(town.Name, seen.GetProperty("me").GetString());
        // The repost is missing: what stands on the page already is not shown again.
        Assert.Equal(["reply", "hello", "greeting"], seen.GetProperty("home").EnumerateArray().Select(entry => entry.GetString()));
        Assert.True(seen.GetProperty("favourited").GetBoolean());
        Assert.True(seen.GetProperty("following").GetBoolean());
        Assert.Equal(["follow", "mention", "favourite", "reblog"], await town.FriendIsToldAsync());
        Assert.Contains("Good evening", await town.ReplyAsync(), StringComparison.Ordinal);
    }
}
