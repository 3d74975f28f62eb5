using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>A server with somebody who uses a peer's program, and a friend who uses the API and has said something.</summary>
internal sealed class Town : IDisposable
{
    private Town(WeftProcess weft, string name, ApiClient friend, string friendName, string greeting)
    {
        Weft = weft;
        Name = name;
        Friend = friend;
        FriendName = friendName;
        Greeting = greeting;
        Folder = Directory.CreateTempSubdirectory("weft-peer-").FullName;
    }

    public WeftProcess Weft { get; }

    /// <summary>Who uses the program.</summary>
    public string Name { get; }

    /// <summary>The friend's API.</summary>
    public ApiClient Friend { get; }

    public string FriendName { get; }

    /// <summary>The id of what the friend said: "Good morning".</summary>
    public string Greeting { get; }

    /// <summary>Where the program keeps its settings.</summary>
    public string Folder { get; }

    public static async Task<Town> BuildAsync(string peer)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        await weft.CreateAccountAsync(peer);
        string friendName = peer + "_friend";
        ApiClient friend = await weft.CreateAccountAsync(friendName);
        ApiAnswer greeting = await friend.PostAsync("/api/v1/statuses", new { status = "Good morning" });
        return new Town(weft, peer, friend, friendName, greeting.EnsureSuccess().Id);
    }

    /// <summary>What the person with the program did, as the friend is told: the types of notifications, the first first.</summary>
    public async Task<string[]> FriendIsToldAsync() =>
        [.. (await NotificationsAsync()).Reverse().Select(told => told.GetProperty("type").GetString()!)];

    /// <summary>The text of the reply that the friend got, as HTML.</summary>
    public async Task<string> ReplyAsync() =>
        (await NotificationsAsync())
            .Single(told => told.GetProperty("type").GetString() == "mention")
            .GetProperty("status")
            .GetProperty("content")
            .GetString()!;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task<IEnumerable<JsonElement>> NotificationsAsync() =>
        (await Friend.GetAsync("/api/v1/notifications")).EnsureSuccess().Json.EnumerateArray();
}
