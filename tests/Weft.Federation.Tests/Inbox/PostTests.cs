using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Emojis;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Create, Update, Delete, Announce, Like and their Undo, as other servers send them.</summary>
public sealed class PostTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    private static string Note(string actor, string id, string text, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"{{text}}","published":"2026-06-30T10:00:00Z","to":["{{Public}}"],"cc":["{{actor}}/followers"]{{extra}} }""";

    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    private static async Task<(long Bob, long Ann)> FollowingAsync(Village village, string ann)
    {
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        await village.FollowAsync(bob, annHere);
        return (bob, annHere);
    }

    [Theory, EachDatabase]
    public async Task A_post_comes_once_clean_and_at_the_time_when_it_was_said(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        (long bob, long annHere) = await FollowingAsync(village, ann);
        string extra =
            $$""","tag":[{"type":"Mention","href":"{{Village.Actor("bob")}}"},{"type":"Hashtag","name":"#Soup"}],"updated":"2026-06-30T11:00:00Z","contentMap":{"en":"x"}""";
        string note = Note(ann, $"{ann}/statuses/1", "<p onclick='x'>Hi <script>x</script>bob</p>", extra);

        await village.TakeAsync(there, ann, Act("Create", ann, "1", note));
        await village.TakeAsync(there, ann, Act("Create", ann, "1", note));
        await village.TakeAsync(there, ann, Act("Create", ann, "2", note));

        Post post = (await village.PostAsync($"{ann}/statuses/1"))!;
        Assert.Equal((annHere, Visibility.Public, "en"), (post.AuthorId, post.Visibility, post.Language));
        Assert.Equal(new DateTimeOffset(2026, 6, 30, 10, 0, 0, TimeSpan.Zero), post.CreatedAt);
        Assert.DoesNotContain("script", post.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", post.Html, StringComparison.Ordinal);
        Assert.Equal("soup", Assert.Single(post.Tags).Name);
        Assert.Equal(bob, Assert.Single(post.Mentions).AccountId);
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Mention));
        Assert.Equal(1, await village.ReadAsync(db => db.Posts.CountAsync(Village.Cancellation)));
        Assert.Equal(
            1,
            await village.ReadAsync(db =>
                db.Accounts.Where(a => a.Id == annHere).Select(a => a.PostsCount).SingleAsync(Village.Cancellation)
            )
        );
        Assert.Equal(0, await village.ReadAsync(db => db.OutboxEntries.CountAsync(o => o.ActorId == annHere, Village.Cancellation)));
    }

    [Theory, EachDatabase]
    public async Task Custom_emoji_come_with_the_texts_that_use_them_and_their_pictures_change(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        (long bob, long annHere) = await FollowingAsync(village, ann);
        static string Yum(string picture, string updated) =>
            $$""","tag":[{"type":"Emoji","name":":yum:","updated":"{{updated}}","icon":{"type":"Image","url":"https://cdn.m.example/{{picture}}"} }]""";

        await village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "1", Note(ann, $"{ann}/statuses/1", "<p>Soup :yum: :nope:</p>", Yum("1.png", "2026-01-01T00:00:00Z")))
        );
        await village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "2", Note(ann, $"{ann}/statuses/2", "<p>More :yum:</p>", Yum("2.png", "2026-02-01T00:00:00Z")))
        );
        await village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "3", Note(ann, $"{ann}/statuses/3", "<p>Enough</p>", Yum("0.png", "2025-01-01T00:00:00Z")))
        );

        EmojiModel yum = Assert.Single((await ShownAsync(village, bob, $"{ann}/statuses/1")).Emojis);
        Assert.Equal("yum", yum.Shortcode);
        Assert.Equal(
            "https://cdn.m.example/2.png",
            await village.ReadAsync(db => db.CustomEmojis.Where(e => e.Id == yum.Id).Select(e => e.Url).SingleAsync(Village.Cancellation))
        );
        Assert.Empty((await ShownAsync(village, bob, $"{ann}/statuses/3")).Emojis);
        // An emoji of another server means nothing here.
        Assert.Empty(
            (await village.Get<PostReader>().FindAsync(await village.SayAsync(bob, ":yum:"), bob, Village.Cancellation))!.Post.Emojis
        );
        Assert.Equal(annHere, (await ShownAsync(village, bob, $"{ann}/statuses/1")).Author.Id);
    }

    private static async Task<PostModel> ShownAsync(Village village, long viewer, string uri) =>
        (await village.Get<PostReader>().FindAsync((await village.PostAsync(uri))!.Id, viewer, Village.Cancellation))!.Post;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "2026-06-30T10:00:00Z")]
    [InlineData(DatabaseKind.Postgres, "1999-12-31T23:59:59Z")]
    public async Task Whoever_dates_all_that_they_say_to_one_moment_is_taken_too(DatabaseKind kind, string moment)
    {
        // More than there are ids in a millisecond.
        const int Said = 1_100;
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long annHere = await village.KnowAsync(ann);
        ReceivePostHandler handler = new(village.Store.Writer);

        for (int i = 0; i < Said; i++)
        {
            ReceivePost post = new(annHere, $"{ann}/statuses/{i}")
            {
                PublishedAt = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture),
            };
            Assert.Null((await handler.RunAsync(post, Village.Cancellation)).Refusal);
        }

        Assert.Equal(Said, await village.ReadAsync(db => db.Posts.CountAsync(Village.Cancellation)));
    }

    [Theory, EachDatabase]
    public async Task What_a_reply_answers_is_fetched_before_it(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        await FollowingAsync(village, ann);
        there.Serve("/users/eve/statuses/1", Note(eve, $"{eve}/statuses/1", "first"));
        there.Serve("/users/eve/statuses/2", Note(eve, $"{eve}/statuses/2", "second", $",\"inReplyTo\":\"{eve}/statuses/1\""));

        await village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "3", Note(ann, $"{ann}/statuses/3", "third", $",\"inReplyTo\":\"{eve}/statuses/2\""))
        );

        Post first = (await village.PostAsync($"{eve}/statuses/1"))!;
        Post third = (await village.PostAsync($"{ann}/statuses/3"))!;
        Assert.Equal((await village.PostAsync($"{eve}/statuses/2"))!.Id, third.InReplyToId);
        Assert.Equal(first.Id, third.ConversationId);
    }

    [Fact]
    public async Task A_chain_of_replies_without_end_is_cut()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await FollowingAsync(village, ann);
        for (int i = 0; i < 40; i++)
        {
            there.Serve($"/users/ann/statuses/{i}", Note(ann, $"{ann}/statuses/{i}", "more", $",\"inReplyTo\":\"{ann}/statuses/{i + 1}\""));
        }

        await village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "0", Note(ann, $"{ann}/statuses/0", "end", $",\"inReplyTo\":\"{ann}/statuses/1\""))
        );

        Assert.NotNull(await village.PostAsync($"{ann}/statuses/0"));
        Assert.InRange(there.Asked.Count(a => a.Contains("/statuses/", StringComparison.Ordinal)), 1, Federation.Posts.FetchBudget.Most);
    }

    [Fact]
    public async Task What_is_said_in_somebody_elses_name_is_not_believed()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        await FollowingAsync(village, ann);

        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(olaf, $"{olaf}/statuses/1", "I owe ann money")));

        Assert.Null(await village.PostAsync($"{olaf}/statuses/1"));
    }

    [Theory, EachDatabase]
    public async Task An_edit_counts_when_it_is_newer_and_its_authors(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        await FollowingAsync(village, ann);
        string id = $"{ann}/statuses/1";
        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, id, "one")));

        await village.TakeAsync(there, ann, Act("Update", ann, "3", Note(ann, id, "three", ",\"updated\":\"2026-06-30T12:00:00Z\"")));
        await village.TakeAsync(there, ann, Act("Update", ann, "2", Note(ann, id, "two", ",\"updated\":\"2026-06-30T11:00:00Z\"")));
        await village.TakeAsync(there, eve, Act("Update", eve, "4", Note(ann, id, "four", ",\"updated\":\"2026-06-30T13:00:00Z\"")));

        Assert.Equal("three", (await village.PostAsync(id))!.Text);
        Assert.Equal("one", (await village.ReadAsync(db => db.PostEdits.SingleAsync(Village.Cancellation))).Text);
    }

    [Theory, EachDatabase]
    public async Task A_post_goes_by_its_authors_word_alone_and_stays_away(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        await FollowingAsync(village, ann);
        string id = $"{ann}/statuses/1";
        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, id, "one")));

        await village.TakeAsync(there, eve, Act("Delete", eve, "d", $"\"{id}\"", $",\"to\":\"{Village.Actor("bob")}\""));
        Assert.NotNull(await village.PostAsync(id));

        await village.TakeAsync(there, ann, Act("Delete", ann, "d1", $$"""{"id":"{{id}}","type":"Tombstone"}"""));
        Assert.Null(await village.PostAsync(id));
        await village.TakeAsync(there, ann, Act("Create", ann, "1b", Note(ann, id, "one")));
        Assert.Null(await village.PostAsync(id));

        // The order of two deliveries may be lost.
        await village.TakeAsync(there, ann, Act("Delete", ann, "d2", $"\"{ann}/statuses/2\""));
        await village.TakeAsync(there, ann, Act("Create", ann, "2", Note(ann, $"{ann}/statuses/2", "two")));
        Assert.Null(await village.PostAsync($"{ann}/statuses/2"));
    }

    [Theory, EachDatabase]
    public async Task Somebody_who_leaves_takes_all_along(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        (long bob, long annHere) = await FollowingAsync(village, ann);
        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, $"{ann}/statuses/1", "one")));

        await village.TakeAsync(there, ann, Act("Delete", ann, "delete", $"\"{ann}\""));

        Assert.Null(await village.PostAsync($"{ann}/statuses/1"));
        Assert.False(await village.FollowsAsync(bob, annHere));
    }

    [Theory, EachDatabase]
    public async Task A_repost_shows_what_its_own_server_says_and_can_be_taken_back(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        (_, long annHere) = await FollowingAsync(village, ann);
        string id = $"{olaf}/statuses/1";
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, id, "true"));
        string announce = Act(
            "Announce",
            ann,
            "a1",
            Note(olaf, id, "forged"),
            $",\"to\":[\"{Public}\"],\"published\":\"2026-06-30T11:00:00Z\""
        );

        await village.TakeAsync(there, ann, announce);

        Post original = (await village.PostAsync(id))!;
        Post repost = (await village.PostAsync($"{ann}#a1"))!;
        Assert.Equal("true", original.Text);
        Assert.Equal((annHere, (long?)original.Id, Visibility.Public), (repost.AuthorId, repost.RepostOfId, repost.Visibility));

        await village.TakeAsync(there, ann, Act("Undo", ann, "u1", $"\"{ann}#a1\""));
        Assert.Null(await village.PostAsync($"{ann}#a1"));
        Assert.NotNull(await village.PostAsync(id));
        await village.TakeAsync(there, ann, announce);
        Assert.Null(await village.PostAsync($"{ann}#a1"));
    }

    [Theory]
    [InlineData(Visibility.Public, true)]
    [InlineData(Visibility.Followers, false)]
    public async Task What_is_not_for_everyone_is_not_reposted(Visibility visibility, bool reposted)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long post = await village.SayAsync(bob, "Hello", visibility);

        await village.TakeAsync(there, ann, Act("Announce", ann, "a1", $"\"{Village.Post("bob", post)}\"", $",\"to\":\"{Public}\""));

        Assert.Equal(reposted ? 1 : 0, await village.NotificationsAsync(bob, NotificationKind.Repost));
    }

    [Theory]
    [InlineData("Like", "")]
    [InlineData("Like", ",\"content\":\":blob:\",\"_misskey_reaction\":\":blob:\"")]
    [InlineData("EmojiReact", ",\"content\":\"🔥\"")]
    public async Task A_like_counts_once_and_not_after_it_was_taken_back(string type, string extra)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long post = await village.SayAsync(bob, "Hello");
        string like = Act(type, ann, "l1", $"\"{Village.Post("bob", post)}\"", extra);

        await village.TakeAsync(there, ann, like);
        await village.TakeAsync(there, ann, like);
        Assert.Equal(1, await village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation)));
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Like));

        await village.TakeAsync(there, ann, Act("Undo", ann, "u1", like));
        await village.TakeAsync(there, ann, like);
        Assert.Equal(0, await village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation)));

        string late = Act(type, ann, "l2", $"\"{Village.Post("bob", post)}\"", extra);
        await village.TakeAsync(there, ann, Act("Undo", ann, "u2", late));
        await village.TakeAsync(there, ann, late);
        Assert.Equal(0, await village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation)));
    }

    [Fact]
    public async Task A_private_mention_is_seen_by_whom_it_is_for()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        // As GoToSocial writes one recipient.
        string note =
            $$"""{"id":"{{ann}}/statuses/1","type":"Note","attributedTo":"{{ann}}","content":"psst","to":"{{Village.Actor("bob")}}"}""";

        await village.TakeAsync(there, ann, Act("Create", ann, "1", note, $",\"to\":\"{Village.Actor("bob")}\""));

        Post post = (await village.PostAsync($"{ann}/statuses/1"))!;
        Assert.Equal(Visibility.Mentioned, post.Visibility);
        Assert.Equal(bob, Assert.Single(post.Mentions).AccountId);
    }

    [Fact]
    public async Task Threads_writes_times_and_recipients_in_its_own_way()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new("threads.example");
        string kim = there.AddPerson("kim");
        await FollowingAsync(village, kim);
        string note =
            $$"""{"id":"{{kim}}/post/1/","type":"Note","attributedTo":"{{kim}}","content":"<p>Tea</p>","published":"2026-06-30T10:00:00+0000","to":["as:Public"],"cc":["{{kim}}/followers"],"url":[{"type":"Link","mediaType":"text/html","href":"https://www.threads.example/@kim/post/Cx"}],"attachment":[],"tag":[]}""";

        await village.TakeAsync(there, kim, Act("Create", kim, "1", note));

        Post post = (await village.PostAsync($"{kim}/post/1/"))!;
        Assert.Equal(("https://www.threads.example/@kim/post/Cx", "Tea"), (post.Url, post.Text));
        Assert.Equal(new DateTimeOffset(2026, 6, 30, 10, 0, 0, TimeSpan.Zero), post.CreatedAt);
    }

    [Fact]
    public async Task An_author_pins_a_post_and_takes_it_down_again()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await FollowingAsync(village, ann);
        string id = $"{ann}/statuses/1";
        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, id, "one")));

        await village.TakeAsync(there, ann, Act("Add", ann, "p1", $"\"{id}\"", $",\"target\":\"{ann}/collections/featured\""));
        Assert.NotNull((await village.PostAsync(id))!.PinnedAt);
        await village.TakeAsync(there, ann, Act("Remove", ann, "p2", $"\"{id}\"", $",\"target\":\"{ann}/collections/featured\""));
        Assert.Null((await village.PostAsync(id))!.PinnedAt);
    }

    [Fact]
    public async Task A_profile_changes_by_its_owners_word()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        (_, long annHere) = await FollowingAsync(village, ann);
        there.AddPerson("ann", ",\"manuallyApprovesFollowers\":true");

        await village.TakeAsync(there, ann, Act("Update", ann, "updates/1", $"\"{ann}\""));

        Assert.True(await village.ReadAsync(db => db.Accounts.AnyAsync(a => a.Id == annHere && a.Locked, Village.Cancellation)));
    }

    [Fact]
    public async Task What_somebody_else_passes_on_is_asked_for_where_it_lives()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        await FollowingAsync(village, ann);
        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, $"{ann}/statuses/1", "one")));
        string reply = $",\"inReplyTo\":\"{ann}/statuses/1\"";
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, $"{olaf}/statuses/1", "true", reply));

        await village.TakeAsync(there, ann, Act("Create", olaf, "1", Note(olaf, $"{olaf}/statuses/1", "forged", reply)));
        Assert.Equal("true", (await village.PostAsync($"{olaf}/statuses/1"))!.Text);

        string delete = Act("Delete", olaf, "d", $"\"{olaf}/statuses/1\"");
        await village.TakeAsync(there, ann, delete);
        Assert.NotNull(await village.PostAsync($"{olaf}/statuses/1"));
        elsewhere.Answer("/users/olaf/statuses/1", new Said(410));
        await village.TakeAsync(there, ann, delete);
        Assert.Null(await village.PostAsync($"{olaf}/statuses/1"));
    }
}
