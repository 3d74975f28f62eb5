using Microsoft.EntityFrameworkCore;
using Weft.Federation.Finding;
using Weft.Federation.Posts;
using Weft.Federation.Tests.Http;
using Weft.Federation.Tests.Inbox;
using Weft.Federation.Threads;
using Weft.Testing;

namespace Weft.Federation.Tests.Threads;

public sealed class ReadThreadTests
{
    [Theory, EachDatabase]
    public async Task Replies_of_replies_are_found_at_the_servers_that_keep_them(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer far = new("f.example");
        (string ann, string fay) = (there.AddPerson("ann"), far.AddPerson("fay"));
        // The first page stands there inlined, with a reply by the author; then comes an empty one.
        string own = Note(there.Url("/notes/2"), ann, "Two", there.Url("/notes/1"));
        Serve(there, "/notes/1", ann, "One", null, $$"""{"type":"CollectionPage","next":"{{there.Url("/more")}}","items":[{{own}}]}""");
        there.Serve("/more", Page(there.Url("/more"), there.Url("/last")));
        there.Serve("/last", Page(there.Url("/last"), null, far.Url("/notes/3"), far.Url("/notes/5")));
        Serve(far, "/notes/3", fay, "Three", there.Url("/notes/1"), $"\"{far.Url("/notes/3/replies")}\"");
        far.Serve(
            "/notes/3/replies",
            Page(far.Url("/notes/3/replies"), null, far.Url("/notes/4"), "http://w.example/users/bob/statuses/1")
        );
        Serve(far, "/notes/4", fay, "Four", far.Url("/notes/3"));
        Serve(far, "/notes/5", fay, "Beside the point", there.Url("/notes/9"));

        int found = await ReadAsync(village, there.Url("/notes/1"));

        Assert.Equal(3, found);
        Assert.Equal(["One", "Two", "Three", "Four"], await TextsAsync(village));
        Assert.Equal(
            await village.ReadAsync(db =>
                db.Posts.Where(p => p.Text == "Three").Select(p => (long?)p.Id).SingleAsync(Village.Cancellation)
            ),
            (await village.PostAsync(far.Url("/notes/4")))!.InReplyToId
        );
        Assert.Equal(0, await village.ReadAsync(db => db.Notifications.CountAsync(Village.Cancellation)));
        Assert.Equal(0, await ReadAsync(village, there.Url("/notes/1")));
    }

    [Theory, EachDatabase]
    public async Task A_conversation_is_read_as_a_whole_where_its_server_lists_it(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string context = $",\"context\":\"{there.Url("/contexts/1")}\"";
        there.Serve("/notes/1", Note(there.Url("/notes/1"), ann, "One", null, context));
        there.Serve(
            "/contexts/1",
            $$"""{"id":"{{there.Url("/contexts/1")}}","type":"Collection","attributedTo":"{{ann}}","first":"{{there.Url("/contexts/1?page=1")}}"}"""
        );
        there.Serve(
            "/contexts/1?page=1",
            Page(
                there.Url("/contexts/1?page=1"),
                null,
                there.Url("/notes/1"),
                there.Url("/notes/2"),
                there.Url("/notes/3"),
                there.Url("/notes/8")
            )
        );
        there.Serve("/notes/2", Note(there.Url("/notes/2"), ann, "Two", there.Url("/notes/1")));
        there.Serve("/notes/3", Note(there.Url("/notes/3"), ann, "Three", there.Url("/notes/2")));
        there.Serve("/notes/8", Note(there.Url("/notes/8"), ann, "No part of it", null));

        Assert.Equal(2, await ReadAsync(village, there.Url("/notes/1")));

        Assert.Equal(["One", "Two", "Three"], await TextsAsync(village));
    }

    [Theory, EachDatabase]
    public async Task A_conversation_is_read_by_its_activities_where_its_server_lists_these(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer far = new("f.example");
        (string ann, string fay) = (there.AddPerson("ann"), far.AddPerson("fay"));
        string one = there.Url("/notes/1");
        string lists =
            $",\"contextHistory\":\"{there.Url("/history")}\",\"context\":\"{there.Url("/contexts/1")}\",\"replies\":\"{there.Url("/replies")}\"";
        there.Serve("/notes/1", Note(one, ann, "One", null, lists));
        there.Serve("/contexts/1", Page(there.Url("/contexts/1"), null, one, there.Url("/notes/9")));
        there.Serve("/replies", Page(there.Url("/replies"), null, there.Url("/notes/9")));
        there.Serve("/notes/9", Note(there.Url("/notes/9"), ann, "In the other lists alone", one));
        string two = Note(there.Url("/notes/2"), ann, "Two", one);
        string said = Note(far.Url("/notes/3"), fay, "Not what Fay said", one);
        string former = Note(there.Url("/notes/5"), ann, "As it was", one);
        far.Serve("/notes/3", Note(far.Url("/notes/3"), fay, "Three", there.Url("/notes/2")));
        far.Serve("/notes/4", Note(far.Url("/notes/4"), fay, "Four", far.Url("/notes/3")));
        far.Serve("/acts/4", Act("Create", far.Url("/acts/4"), fay, $"\"{far.Url("/notes/4")}\""));
        there.Serve("/notes/5", Note(there.Url("/notes/5"), ann, "Five", one));
        there.Answer("/notes/6", new Said(410));
        far.Serve("/notes/7", Note(far.Url("/notes/7"), fay, "No part of it", far.Url("/notes/8")));
        string[] acts =
        [
            Act("Create", there.Url("/acts/1"), ann, Note(one, ann, "One", null)),
            Act("Create", there.Url("/acts/2"), ann, two),
            Act("Like", far.Url("/acts/9"), fay, $"\"{one}\""),
            Act("Add", there.Url("/adds/1"), ann, Act("Create", far.Url("/acts/3"), fay, said)),
            Act("Create", there.Url("/acts/5"), ann, former),
            $"\"{far.Url("/acts/4")}\"",
            Act("Update", there.Url("/acts/6"), ann, former),
            Act("Delete", there.Url("/acts/7"), ann, $"\"{there.Url("/notes/6")}\""),
            Act("Create", far.Url("/acts/7"), fay, $"\"{far.Url("/notes/7")}\""),
            Act(
                "Create",
                "http://w.example/users/bob/statuses/1/activity",
                "http://w.example/users/bob",
                "\"http://w.example/users/bob/statuses/1\""
            ),
        ];
        there.Serve(
            "/history",
            $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{there.Url("/history")}}","type":"OrderedCollection","orderedItems":[{{string.Join(',', acts)}}]}"""
        );

        Assert.Equal(4, await ReadAsync(village, one));

        Assert.Equal(["One", "Two", "Three", "Four", "Five"], await TextsAsync(village));
        Assert.DoesNotContain(there.Asked, asked => asked is "/contexts/1" or "/replies" or "/notes/2");
        // What the list says was edited or deleted is looked at again.
        there.Serve("/notes/5", Note(there.Url("/notes/5"), ann, "Five, better", one, ",\"updated\":\"2026-06-30T12:00:00Z\""));
        Assert.Equal(0, await ReadAsync(village, one));
        Assert.Equal(["One", "Two", "Three", "Four", "Five, better"], await TextsAsync(village));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("elsewhere")]
    public async Task Where_there_is_no_list_of_activities_that_of_posts_is_read(string fault)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer far = new("f.example");
        string ann = there.AddPerson("ann");
        string one = there.Url("/notes/1");
        string history = fault == "gone" ? there.Url("/history") : far.Url("/history");
        string lists = $",\"contextHistory\":\"{history}\",\"context\":\"{there.Url("/contexts/1")}\"";
        there.Serve("/notes/1", Note(one, ann, "One", null, lists));
        there.Answer("/history", new Said(404));
        far.Serve("/history", Page(far.Url("/history"), null, there.Url("/notes/3"), one));
        there.Serve("/contexts/1", Page(there.Url("/contexts/1"), null, one, there.Url("/notes/2")));
        there.Serve("/notes/2", Note(there.Url("/notes/2"), ann, "Two", one));
        there.Serve("/notes/3", Note(there.Url("/notes/3"), ann, "Three", one));

        Assert.Equal(1, await ReadAsync(village, one));

        Assert.Equal(["One", "Two"], await TextsAsync(village));
        Assert.Empty(far.Asked);
    }

    [Theory, EachDatabase]
    public async Task A_collection_of_another_origin_and_one_without_end_cost_little(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer far = new("f.example");
        string ann = there.AddPerson("ann");
        Serve(there, "/notes/1", ann, "One", null, $"\"{far.Url("/replies")}\"");
        Serve(there, "/notes/2", ann, "Another", null, $"\"{there.Url("/endless/0")}\"");
        for (int i = 0; i < 100; i++)
        {
            there.Serve($"/endless/{i}", Page(there.Url($"/endless/{i}"), there.Url($"/endless/{i + 1}"), there.Url($"/none/{i}")));
        }

        Serve(there, "/notes/3", ann, "Inlined and without an id", null, $$"""{"type":"Collection","first":"{{far.Url("/replies")}}"}""");

        await ReadAsync(village, there.Url("/notes/1"));
        await ReadAsync(village, there.Url("/notes/2"));
        await ReadAsync(village, there.Url("/notes/3"));

        Assert.Empty(far.Asked);
        Assert.Equal(10, there.Asked.Count(asked => asked.StartsWith("/endless/", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task What_was_changed_or_deleted_there_is_seen_when_it_is_opened(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        there.Serve("/notes/1", Note(there.Url("/notes/1"), ann, "As it was", null));
        await ReadAsync(village, there.Url("/notes/1"));

        there.Serve("/notes/1", Note(there.Url("/notes/1"), ann, "As it is", null, ",\"updated\":\"2026-06-30T12:00:00Z\""));
        await ReadAsync(village, there.Url("/notes/1"));
        Assert.Equal(["As it is"], await TextsAsync(village));
        Assert.Equal("As it was", await village.ReadAsync(db => db.PostEdits.Select(e => e.Text).SingleAsync(Village.Cancellation)));

        long id = (await village.PostAsync(there.Url("/notes/1")))!.Id;
        there.Answer("/notes/1", new Said(410));
        await village.Get<ReadThread>().RunAsync(id, Village.Cancellation);
        Assert.Empty(await TextsAsync(village));
    }

    [Theory, EachDatabase]
    public async Task The_page_of_a_known_post_is_found_without_asking_and_only_at_its_own_server(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        there.Serve("/notes/1", Note(there.Url("/notes/1"), ann, "One", null, $",\"url\":\"{there.Url("/@ann/1")}\""));
        there.Serve("/notes/2", Note(there.Url("/notes/2"), ann, "Two", null, ",\"url\":\"http://f.example/@fay/1\""));
        long one = (await village.Get<RemotePosts>().FindAsync(there.Url("/notes/1"), new FetchBudget(), Village.Cancellation))!.Value;
        await village.Get<RemotePosts>().FindAsync(there.Url("/notes/2"), new FetchBudget(), Village.Cancellation);

        Finding.Finding? page = await village.Get<Finder>().FindAsync(there.Url("/@ann/1"), ask: false, Village.Cancellation);
        Finding.Finding? claimed = await village.Get<Finder>().FindAsync("http://f.example/@fay/1", ask: false, Village.Cancellation);

        Assert.Equal(new Finding.Finding.Post(one), page);
        Assert.Null(claimed);
    }

    private static async Task<int> ReadAsync(Village village, string uri)
    {
        long post = (await village.Get<RemotePosts>().FindAsync(uri, new FetchBudget(), Village.Cancellation))!.Value;
        return await village.Get<ReadThread>().RunAsync(post, Village.Cancellation);
    }

    private static Task<List<string>> TextsAsync(Village village) =>
        village.ReadAsync(db => db.Posts.OrderBy(p => p.Id).Select(p => p.Text).ToListAsync(Village.Cancellation));

    private static void Serve(RemoteServer server, string path, string author, string text, string? answers, string? replies = null)
    {
        string extra = replies is null
            ? ""
            : $",\"replies\":{(replies.StartsWith('"') ? replies : $$"""{"id":"{{server.Url(path)}}/replies","type":"Collection","first":{{replies}}}""")}";
        server.Serve(path, Note(server.Url(path), author, text, answers, extra));
    }

    private static string Note(string id, string author, string text, string? answers, string extra = "")
    {
        string reply = answers is null ? "" : $",\"inReplyTo\":\"{answers}\"";
        int minute = id[^1] - '0';
        return $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{id}}","type":"Note","attributedTo":"{{author}}","content":"<p>{{text}}</p>","published":"2026-06-30T10:0{{minute}}:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],"cc":[]{{reply}}{{extra}}}""";
    }

    private static string Act(string type, string id, string actor, string done) =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{id}}","type":"{{type}}","actor":"{{actor}}","object":{{done}} }""";

    private static string Page(string id, string? next, params string[] items)
    {
        string more = next is null ? "" : $"\"next\":\"{next}\",";
        return $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{id}}","type":"CollectionPage",{{more}}"items":[{{string.Join(',', items.Select(i => $"\"{i}\""))}}]}""";
    }
}
