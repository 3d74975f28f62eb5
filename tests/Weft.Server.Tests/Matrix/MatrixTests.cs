using Weft.Testing;

namespace Weft.Server.Tests.Matrix;

/// <summary>
/// Viewer × visibility × door over HTTP: every endpoint of the Mastodon API and every page that shows posts shows each
/// viewer what the table says.
/// </summary>
public sealed class MatrixTests
{
    /// <summary>Which of the author's posts a viewer gets to see.</summary>
    private delegate Task<IEnumerable<bool>> Door(MatrixServer server, string viewer);

    private static readonly (string Name, Door Door, IEnumerable<MatrixRow> Table)[] Api =
    [
        ("statuses/:id", Answers("said", id => $"/api/v1/statuses/{id}"), VisibilityMatrix.Asked),
        ("context", Answers("said", id => $"/api/v1/statuses/{id}/context"), VisibilityMatrix.Asked),
        ("history", Answers("said", id => $"/api/v1/statuses/{id}/history"), VisibilityMatrix.Asked),
        ("card", Answers("said", id => $"/api/v1/statuses/{id}/card"), VisibilityMatrix.Asked),
        ("favourited_by", Answers("said", id => $"/api/v1/statuses/{id}/favourited_by"), VisibilityMatrix.Asked),
        ("reblogged_by", Answers("said", id => $"/api/v1/statuses/{id}/reblogged_by"), VisibilityMatrix.Asked),
        ("quotes of it", Answers("said", id => $"/api/v1/statuses/{id}/quotes"), VisibilityMatrix.Asked),
        ("source", Answers("said", id => $"/api/v1/statuses/{id}/source"), VisibilityMatrix.Own),
        ("statuses by ids", Holds("said", s => $"/api/v1/statuses?{Query(s.Posts["said"])}"), VisibilityMatrix.Asked),
        ("search for its address", Found, VisibilityMatrix.Asked),
        ("search for its word", Each("said", (_, n) => $"/api/v2/search?q={MatrixServer.Word("said", n)}", hold: true), Nothing),
        ("accounts/:id/statuses", Holds("said", s => $"/api/v1/accounts/{s.IdOf("author")}/statuses?limit=40"), VisibilityMatrix.Asked),
        ("answers on the profile", Holds("answer", s => $"/api/v1/accounts/{s.IdOf("author")}/statuses?limit=40"), VisibilityMatrix.Asked),
        ("home", Holds("said", _ => "/api/v1/timelines/home?limit=40"), VisibilityMatrix.Home),
        ("quotes in home", Holds("quote", _ => "/api/v1/timelines/home?limit=40"), VisibilityMatrix.Home),
        ("public", Holds("said", _ => "/api/v1/timelines/public?limit=40"), VisibilityMatrix.Open),
        ("tag", Holds("said", _ => "/api/v1/timelines/tag/weft?limit=40"), VisibilityMatrix.Open),
        ("answers with a tag", Holds("answer", _ => "/api/v1/timelines/tag/weft?limit=40"), VisibilityMatrix.Open),
        ("before an answer", Each("said", (s, n) => $"/api/v1/statuses/{s.NorasAnswers[n]}/context", hold: true), VisibilityMatrix.Met),
        ("after a post", Holds("answer", s => $"/api/v1/statuses/{s.Root}/context"), VisibilityMatrix.Met),
        ("quotes of a post", Holds("quote", s => $"/api/v1/statuses/{s.Root}/quotes?limit=40"), VisibilityMatrix.Met),
        ("favourites", Holds("said", _ => "/api/v1/favourites?limit=40"), VisibilityMatrix.Asked.LoggedIn()),
        ("bookmarks", Holds("said", _ => "/api/v1/bookmarks?limit=40"), VisibilityMatrix.Asked.LoggedIn()),
        ("notifications", Holds("said", _ => "/api/v1/notifications?types[]=mention&limit=80"), VisibilityMatrix.Told),
        ("grouped notifications", Holds("said", _ => "/api/v2/notifications?types[]=mention&limit=80"), VisibilityMatrix.Told),
        ("quoted by nora", Each("quoted", (s, n) => $"/api/v1/statuses/{s.NorasQuotes[n]}", hold: true), VisibilityMatrix.PassedOn),
        ("reposted by nora", Each("reposted", (s, n) => $"/api/v1/statuses/{s.NorasReposts[n]}", hold: true), VisibilityMatrix.PassedOn),
        ("reposts on her profile", Holds("reposted", s => $"/api/v1/accounts/{s.IdOf("nora")}/statuses"), VisibilityMatrix.PassedOn),
        ("reposts in home", Holds("reposted", _ => "/api/v1/timelines/home?limit=40"), VisibilityMatrix.PassedOnToHome),
    ];

    private static readonly (string Name, Door Door, IEnumerable<MatrixRow> Table)[] Pages =
    [
        ("/@name", Shows("said", _ => "/@author"), VisibilityMatrix.Asked),
        ("/@name/id", PageEach("said", (s, n) => $"/@author/{s.Posts["said"][n]}"), VisibilityMatrix.Asked),
        ("/@name/id/history", PageEach("said", (s, n) => $"/@author/{s.Posts["said"][n]}/history"), VisibilityMatrix.Asked),
        ("/@name/id/likes", PageAnswers("likes"), VisibilityMatrix.Asked),
        ("/@name/id/reposts", PageAnswers("reposts"), VisibilityMatrix.Asked),
        ("/@name/id/quotes", PageAnswers("quotes"), VisibilityMatrix.Asked),
        ("/public", Shows("said", _ => "/public"), VisibilityMatrix.Open),
        ("/tags", Shows("said", _ => "/tags/weft"), VisibilityMatrix.Open),
        ("/home", Shows("said", _ => "/home"), VisibilityMatrix.Home),
        ("/saved", Shows("said", _ => "/saved"), VisibilityMatrix.Asked.LoggedIn()),
        ("/likes", Shows("said", _ => "/likes"), VisibilityMatrix.Asked.LoggedIn()),
        // The author is told of likes there.
        ("/activity", Shows("said", _ => "/activity"), VisibilityMatrix.Told.Where(row => row.Viewer != "author")),
        ("before an answer", PageEach("said", (s, n) => $"/@nora/{s.NorasAnswers[n]}"), VisibilityMatrix.Met),
        ("after a post", Shows("answer", s => $"/@nora/{s.Root}"), VisibilityMatrix.Met),
        ("quotes of a post", Shows("quote", s => $"/@nora/{s.Root}/quotes"), VisibilityMatrix.Met),
        ("reposts on a profile", Shows("reposted", _ => "/@nora?tab=reposts"), VisibilityMatrix.PassedOn),
    ];

    private static IEnumerable<MatrixRow> Nothing => VisibilityMatrix.Viewers.Select(viewer => new MatrixRow(viewer, "----"));

    [Theory, EachDatabase]
    public async Task Every_door_shows_everyone_what_is_theirs_to_see_and_nothing_else(DatabaseKind kind)
    {
        await using MatrixServer server = await MatrixServer.StartAsync(kind);
        List<string> wrong = [];
        foreach ((string name, Door door, IEnumerable<MatrixRow> table) in Api.Concat(Pages))
        {
            foreach (MatrixRow row in table)
            {
                string seen = VisibilityMatrix.Write((await door(server, row.Viewer)).Concat([false, false]).Take(4));
                if (seen != row.Seen)
                {
                    wrong.Add($"{name}: {row.Viewer} sees {seen}, not {row.Seen}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>An endpoint about one post: it answers, or says that there is no such post.</summary>
    private static Door Answers(string act, Func<string, string> path) => Each(act, (s, n) => path(s.Posts[act][n]), hold: false);

    /// <summary>An endpoint that is asked once for each post, and answers or holds the post.</summary>
    private static Door Each(string act, Func<MatrixServer, int, string> path, bool hold) =>
        (server, viewer) => EachAsync(server.App(viewer), server, act, path, hold);

    private static Door PageEach(string act, Func<MatrixServer, int, string> path) =>
        (server, viewer) => EachAsync(server.Browser(viewer), server, act, path, hold: true);

    private static Door PageAnswers(string list) =>
        (server, viewer) =>
            EachAsync(server.Browser(viewer), server, "said", (s, n) => $"/@author/{s.Posts["said"][n]}/{list}", hold: false);

    /// <summary>An endpoint that shows a list.</summary>
    private static Door Holds(string act, Func<MatrixServer, string> path) =>
        (server, viewer) => HoldsAsync(server.App(viewer), server, act, path(server));

    private static Door Shows(string act, Func<MatrixServer, string> path) =>
        (server, viewer) => HoldsAsync(server.Browser(viewer), server, act, path(server));

    private static async Task<IEnumerable<bool>> EachAsync(
        ApiClient client,
        MatrixServer server,
        string act,
        Func<MatrixServer, int, string> path,
        bool hold
    )
    {
        List<bool> seen = [];
        for (int n = 0; n < server.Posts[act].Length; n++)
        {
            ApiAnswer answer = await client.GetAsync(path(server, n));
            Assert.True(answer.Status is 200 or 404, answer.ToString());
            seen.Add(answer.Status == 200 && (!hold || answer.Body.Contains(MatrixServer.Word(act, n), StringComparison.Ordinal)));
        }

        return seen;
    }

    private static async Task<IEnumerable<bool>> HoldsAsync(ApiClient client, MatrixServer server, string act, string path)
    {
        ApiAnswer answer = await client.GetAsync(path);
        Assert.True(answer.Status is 200 or 302 or 401 or 404, answer.ToString());
        return server.Posts[act].Select((_, n) => answer.Body.Contains(MatrixServer.Word(act, n), StringComparison.Ordinal));
    }

    private static Task<IEnumerable<bool>> Found(MatrixServer server, string viewer) =>
        EachAsync(
            server.App(viewer),
            server,
            "said",
            (s, n) => $"/api/v2/search?resolve=false&q={Uri.EscapeDataString($"{s.Origin}/@author/{s.Posts["said"][n]}")}",
            hold: true
        );

    private static string Query(IEnumerable<string> ids) => string.Join('&', ids.Select(id => $"id[]={id}"));
}
