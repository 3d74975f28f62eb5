using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>
/// Two real servers on loopback, with somebody new on each. All tests of one database share the servers, since a process
/// takes longer to start than a test.
/// </summary>
internal sealed class Servers
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<WeftProcess[]>>> Shared = new();
    private static int people;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private Servers(WeftProcess here, WeftProcess there, string anasName, string bobsName, ApiClient ana, ApiClient bob)
    {
        (Here, There) = (here, there);
        (AnasName, BobsName) = (anasName, bobsName);
        (Ana, Bob) = (ana, bob);
    }

    /// <summary>Ana's server.</summary>
    public WeftProcess Here { get; }

    /// <summary>Bob's server.</summary>
    public WeftProcess There { get; }

    public ApiClient Ana { get; }

    public ApiClient Bob { get; }

    public string AnasName { get; }

    public string BobsName { get; }

    /// <summary>Bob's handle, as it is written elsewhere.</summary>
    public string BobsHandle => $"@{BobsName}@{There.Url.Authority}";

    /// <summary>Ana's handle, as it is written elsewhere.</summary>
    public string AnasHandle => $"@{AnasName}@{Here.Url.Authority}";

    public static async Task<Servers> StartAsync(DatabaseKind kind)
    {
        WeftProcess[] both = await Shared.GetOrAdd(kind, static kind => new(() => StartBothAsync(kind))).Value;
        return await SettleAsync(both[0], both[1]);
    }

    /// <summary>Somebody new on each of two servers.</summary>
    public static async Task<Servers> SettleAsync(WeftProcess here, WeftProcess there)
    {
        int number = Interlocked.Increment(ref people);
        string ana = string.Create(CultureInfo.InvariantCulture, $"ana{number}");
        string bob = string.Create(CultureInfo.InvariantCulture, $"bob{number}");
        ApiClient[] clients = await Task.WhenAll(here.CreateAccountAsync(ana), there.CreateAccountAsync(bob));
        return new Servers(here, there, ana, bob, clients[0], clients[1]);
    }

    private static async Task<WeftProcess[]> StartBothAsync(DatabaseKind kind)
    {
        WeftSettings settings = new()
        {
            Database = kind,
            Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" },
        };
        WeftProcess[] both = [await WeftProcess.StartAsync(settings), await WeftProcess.StartAsync(settings)];
        // The first question between two servers waits for their keys to be made; no test is about that.
        await AskAsync(both[0], both[1]);
        await AskAsync(both[1], both[0]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (WeftProcess one in both)
            {
                one.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        };
        return both;
    }

    private static async Task AskAsync(WeftProcess asking, WeftProcess asked)
    {
        await asked.CreateAccountAsync("first");
        ApiClient curious = await asking.CreateAccountAsync("curious");
        await SearchAsync(curious, $"@first@{asked.Url.Authority}");
    }

    /// <summary>Finds somebody as an app does when a handle is typed.</summary>
    /// <returns>The id of the account on the searcher's server.</returns>
    public static async Task<string> FindPersonAsync(ApiClient searcher, string query)
    {
        ApiAnswer found = (await SearchAsync(searcher, query)).EnsureSuccess();
        JsonElement account = Assert.Single(found.Json.GetProperty("accounts").EnumerateArray());
        return account.GetProperty("id").GetString()!;
    }

    /// <summary>Finds a post by its address.</summary>
    /// <returns>The id of the post on the searcher's server.</returns>
    public static async Task<string> FindPostAsync(ApiClient searcher, string address)
    {
        ApiAnswer found = (await SearchAsync(searcher, address)).EnsureSuccess();
        JsonElement status = Assert.Single(found.Json.GetProperty("statuses").EnumerateArray());
        return status.GetProperty("id").GetString()!;
    }

    /// <summary>Asks again until the answer is as it has to become, since between servers nothing happens at once.</summary>
    public async Task<JsonElement> EventuallyAsync(ApiClient asker, string path, Func<JsonElement, bool> isSo)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            ApiAnswer answer = await asker.GetAsync(path);
            if (answer.Status == 200 && isSo(answer.Json))
            {
                return answer.Json;
            }

            Assert.True(waited.Elapsed < Patience, $"{answer}\n--- here ---\n{Tail(Here)}\n--- there ---\n{Tail(There)}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks again until the thing is gone.</summary>
    public async Task EventuallyGoneAsync(ApiClient asker, string path)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while ((await asker.GetAsync(path)).Status != 404)
        {
            Assert.True(waited.Elapsed < Patience, $"{path} is still there.\n--- here ---\n{Tail(Here)}\n--- there ---\n{Tail(There)}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits until somebody is told of something.</summary>
    /// <returns>The notification.</returns>
    public async Task<JsonElement> ToldAsync(ApiClient who, string type)
    {
        JsonElement told = await EventuallyAsync(who, "/api/v1/notifications", all => all.EnumerateArray().Any(Is));
        return told.EnumerateArray().First(Is);

        bool Is(JsonElement notification) => notification.GetProperty("type").GetString() == type;
    }

    private static Task<ApiAnswer> SearchAsync(ApiClient searcher, string query) =>
        searcher.GetAsync("/api/v2/search?resolve=true&q=" + Uri.EscapeDataString(query));

    private static string Tail(WeftProcess weft) => string.Join('\n', weft.Log.Split('\n').TakeLast(40));
}
