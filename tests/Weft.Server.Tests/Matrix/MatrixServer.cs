using Microsoft.Extensions.Hosting;
using Weft.Core.Accounts;
using Weft.Server.Cli;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Sessions;
using Weft.Testing;

namespace Weft.Server.Tests.Matrix;

/// <summary>
/// A server with the people of <see cref="VisibilityMatrix"/> and nora, everybody's neighbour: she follows the author, is
/// mentioned, answers, quotes and reposts; all follow her. Each of the author's texts holds a word of its own, so that an
/// answer of any door can be searched for what it gives away.
/// </summary>
internal sealed class MatrixServer : IAsyncDisposable
{
    private const string Mentions = "#weft @mentioned @friend @blocked @blocker @nora";

    private static readonly string[] Visibilities = ["public", "unlisted", "private", "direct"];

    private readonly WeftProcess weft;
    private readonly Dictionary<string, ApiClient> apps = [];
    private readonly Dictionary<string, ApiClient> browsers = [];
    private readonly Dictionary<string, string> ids = [];
    private readonly List<HttpClient> visits = [];

    private MatrixServer(WeftProcess weft) => this.weft = weft;

    /// <summary>The public address.</summary>
    public string Origin => weft.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Nora's first post, which the author answers and quotes.</summary>
    public string Root { get; private set; } = "";

    /// <summary>The author's posts, by what is done with them: <c>said</c>, <c>answer</c>, <c>quote</c>, <c>quoted</c>, <c>reposted</c>.</summary>
    public Dictionary<string, string[]> Posts { get; } = [];

    /// <summary>Nora's answers to what was said.</summary>
    public string[] NorasAnswers { get; private set; } = [];

    /// <summary>Nora's quotes.</summary>
    public string[] NorasQuotes { get; private set; } = [];

    /// <summary>Nora's reposts.</summary>
    public string[] NorasReposts { get; private set; } = [];

    public static async Task<MatrixServer> StartAsync(DatabaseKind kind)
    {
        MatrixServer server = new(await WeftProcess.StartAsync(new WeftSettings { Database = kind }));
        await server.AdmitAsync();
        await server.SetAsync();
        return server;
    }

    /// <summary>The word that only one of the author's texts holds.</summary>
    public static string Word(string act, int index) => $"{act}{VisibilityMatrix.Letters[index]}word";

    /// <summary>The API as the viewer.</summary>
    public ApiClient App(string viewer) => viewer == "visitor" ? weft.Api : apps[viewer];

    /// <summary>The page as the viewer.</summary>
    public ApiClient Browser(string viewer) => viewer == "visitor" ? weft.Api : browsers[viewer];

    /// <summary>An account's id.</summary>
    public string IdOf(string name) => ids[name];

    public async ValueTask DisposeAsync()
    {
        visits.ForEach(visit => visit.Dispose());
        await weft.DisposeAsync();
    }

    /// <summary>Makes accounts, tokens and sessions beside the running server, as the command line does.</summary>
    private async Task AdmitAsync()
    {
        using IHost host = await AccountsTool.OpenAsync(
            [$"--Weft:Database={weft.Database}", $"--Weft:DataDirectory={Path.Combine(weft.Folder, "data")}"],
            CancellationToken.None
        );
        Assert.True(ScopeSet.TryParse("read write follow", out ScopeSet? scopes));
        foreach (string name in VisibilityMatrix.Viewers.Skip(1).Append("nora"))
        {
            SignUp signUp = new(name, $"{name}@people.example", "no password") { Confirmed = true };
            long id = (await AccountsTool.Get<SignUpHandler>(host).RunAsync(signUp, CancellationToken.None)).Value;
            ids[name] = $"{id}";
            apps[name] = weft.Api.As(
                (await AccountsTool.Get<CommandLineApp>(host).GrantAsync(id, scopes, CancellationToken.None)).Value!.Token
            );
            OpenSession open = new(id, "test", "127.0.0.1");
            string key = (await AccountsTool.Get<OpenSessionHandler>(host).RunAsync(open, CancellationToken.None)).Value!;
            HttpClient visit = weft.Visit();
            visit.DefaultRequestHeaders.Add("Cookie", $"weft={key}");
            visits.Add(visit);
            browsers[name] = new ApiClient(visit);
        }
    }

    private async Task SetAsync()
    {
        foreach (string name in VisibilityMatrix.Viewers.Skip(1))
        {
            await FollowAsync(name, "nora");
        }

        foreach (string name in new[] { "follower", "friend", "blocked", "blocker", "muter", "nora" })
        {
            await FollowAsync(name, "author");
        }

        // What is to be met on the first page of a home comes last.
        Root = await SayAsync("nora", "the root");
        await SayAllAsync("quoted", 2);
        await SayAllAsync("reposted", 2);
        await SayAllAsync("answer", 4, ("in_reply_to_id", Root));
        await SayAllAsync("quote", 4, ("quoted_status_id", Root));
        NorasQuotes = await EachAsync(Posts["quoted"], id => SayAsync("nora", "look", ("quoted_status_id", id)));
        NorasReposts = await EachAsync(Posts["reposted"], id => ActAsync("nora", $"/api/v1/statuses/{id}/reblog"));
        await SayAllAsync("said", 4);
        NorasAnswers = await EachAsync(Posts["said"], id => SayAsync("nora", "indeed", ("in_reply_to_id", id)));
        foreach (ApiClient app in apps.Values)
        {
            foreach (string post in Posts["said"])
            {
                await app.PostAsync($"/api/v1/statuses/{post}/favourite");
                await app.PostAsync($"/api/v1/statuses/{post}/bookmark");
            }
        }

        await ActAsync("author", $"/api/v1/accounts/{ids["blocked"]}/block");
        await ActAsync("blocker", $"/api/v1/accounts/{ids["author"]}/block");
        await ActAsync("muter", $"/api/v1/accounts/{ids["author"]}/mute");
    }

    private Task<string> FollowAsync(string follower, string followee) => ActAsync(follower, $"/api/v1/accounts/{ids[followee]}/follow");

    private async Task<string> ActAsync(string name, string path) => (await apps[name].PostAsync(path)).EnsureSuccess().Id;

    private async Task<string> SayAsync(string name, string text, params (string Name, string Value)[] fields) =>
        (await apps[name].PostFormAsync("/api/v1/statuses", [("status", text), .. fields])).EnsureSuccess().Id;

    private async Task SayAllAsync(string act, int count, params (string Name, string Value)[] fields) =>
        Posts[act] = await EachAsync(
            Enumerable.Range(0, count),
            n => SayAsync("author", $"{Word(act, n)} {Mentions}", [("visibility", Visibilities[n]), .. fields])
        );

    private static async Task<string[]> EachAsync<T>(IEnumerable<T> items, Func<T, Task<string>> act)
    {
        List<string> done = [];
        foreach (T item in items)
        {
            done.Add(await act(item));
        }

        return [.. done];
    }
}
