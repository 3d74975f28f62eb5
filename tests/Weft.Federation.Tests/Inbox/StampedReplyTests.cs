using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Federation.Delivery;
using Weft.Federation.Inbox;
using Weft.Federation.Threads;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>
/// Somebody elsewhere answers or reposts what somebody at a third server said who looks at each first (GoToSocial): it is
/// shown when the author's stamp is on it.
/// </summary>
public sealed class StampedReplyTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    private static string Policy(string part, string automatic, string manual = "") =>
        $$""","interactionPolicy":{"{{part}}":{"automaticApproval":[{{automatic}}],"manualApproval":[{{manual}}]} }""";

    private static string Note(string actor, string id, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"<p>Tea</p>","published":"2026-06-30T10:00:00Z","to":"{{Public}}","cc":"{{actor}}/followers"{{extra}} }""";

    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":["https://gotosocial.org/ns","https://www.w3.org/ns/activitystreams"],"id":"{{actor}}/{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    [Theory, EachDatabase]
    public async Task A_reply_without_its_stamp_is_shown_to_nobody_and_with_it_to_all(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        long carl = await stage.Village.JoinAsync("carl");
        string mention = $$""","tag":[{"type":"Mention","name":"@carl@w.example","href":"{{Village.Actor("carl")}}"}]""";

        Post reply = await stage.ReplyAsync(mention);

        Assert.Equal(
            (false, false, false),
            (await stage.SeesAsync(null, reply), await stage.SeesAsync(carl, reply), await stage.SeesAsync(stage.Ida, reply))
        );
        Assert.Empty(await stage.ThreadAsync());
        Assert.Equal((0, 0), (await stage.Village.NotificationsAsync(carl, NotificationKind.Mention), await stage.RepliesAsync()));

        await stage.UpdateAsync(mention + stage.Stamped());

        Assert.Equal(
            (true, true, true),
            (await stage.SeesAsync(null, reply), await stage.SeesAsync(carl, reply), await stage.SeesAsync(stage.Ida, reply))
        );
        Assert.Equal([reply.Id], await stage.ThreadAsync());
        Assert.Equal((1, 1), (await stage.Village.NotificationsAsync(carl, NotificationKind.Mention), await stage.RepliesAsync()));

        // The stamp that was looked at is not looked at again; that it is named no longer hides the reply again.
        int looked = stage.Looked;
        await stage.UpdateAsync(mention + stage.Stamped());
        Assert.Equal(looked, stage.Looked);
        await stage.UpdateAsync(mention);
        Assert.False(await stage.SeesAsync(null, reply));
        Assert.Equal(0, await stage.RepliesAsync());
    }

    [Theory, EachDatabase]
    public async Task A_reply_that_comes_with_its_stamp_is_shown_at_once(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        Assert.True(await stage.SeesAsync(null, await stage.ReplyAsync(stage.Stamped())));
    }

    [Fact]
    public async Task A_reply_that_comes_again_with_its_stamp_is_shown()
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        Post reply = await stage.ReplyAsync();
        await stage.TakeAsync(Act("Create", stage.Frank, "again", Note(stage.Frank, stage.Reply, stage.Answers + stage.Stamped())));
        Assert.True(await stage.SeesAsync(null, reply));
    }

    [Fact]
    public async Task Where_there_are_no_stamps_the_authors_Accept_is_one()
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        stage.Gotosocial.Serve(
            "/users/eve/accepts/1",
            Act("Accept", stage.Eve, "accepts/1", $"\"{stage.Reply}\"", $",\"target\":\"{stage.Eve}/statuses/1\"")
        );
        Assert.True(await stage.SeesAsync(null, await stage.ReplyAsync($",\"approvedBy\":\"{stage.Eve}/accepts/1\"")));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("author")]
    [InlineData("object")]
    [InlineData("target")]
    [InlineData("server")]
    [InlineData("gone")]
    public async Task A_stamp_that_is_not_good_is_none(string fault)
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        stage.Gotosocial.AddPerson("olaf");
        string stamped = fault switch
        {
            "type" => stage.Stamped(type: "LikeAuthorization"),
            "author" => stage.Stamped(author: stage.Gotosocial.Person("olaf")),
            "object" => stage.Stamped(done: stage.Reply + "9"),
            "target" => stage.Stamped(target: stage.Eve + "/statuses/9"),
            "server" => $",\"replyAuthorization\":\"{stage.Frank}/authorizations/1\"",
            _ => $",\"replyAuthorization\":\"{stage.Eve}/authorizations/7\"",
        };
        stage.Mastodon.Serve(
            "/users/frank/authorizations/1",
            Stage.StampOf(stage.Frank, "ReplyAuthorization", stage.Eve, stage.Reply, stage.Eve + "/statuses/1")
        );
        Assert.False(await stage.SeesAsync(null, await stage.ReplyAsync(stamped)));
    }

    [Theory]
    [InlineData("no policy")]
    [InlineData("a policy of quotes alone")]
    [InlineData("everybody")]
    [InlineData("no replies, without stamps")]
    [InlineData("mentioned")]
    [InlineData("answered")]
    public async Task A_reply_that_needs_no_stamp_is_shown(string why)
    {
        string Said(Stage stage) =>
            why switch
            {
                "no policy" => "",
                "a policy of quotes alone" => Policy("canQuote", $"\"{stage.Eve}\""),
                "everybody" => Policy("canReply", $"\"{Public}\""),
                "no replies, without stamps" => ",\"commentsEnabled\":false",
                "answered" => stage.Manual() + $",\"inReplyTo\":\"{stage.Frank}/statuses/0\"",
                _ => stage.Manual()
                    + $$""","content":"<p><a href=\"{{stage.Frank}}\">@frank</a></p>","tag":[{"type":"Mention","name":"@frank","href":"{{stage.Frank}}"}]""",
            };
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite, Said);
        Assert.True(await stage.SeesAsync(null, await stage.ReplyAsync()));
    }

    [Fact]
    public async Task The_author_and_who_lives_beside_them_need_no_stamp()
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        string olaf = stage.Gotosocial.AddPerson("olaf");
        foreach (string who in (string[])[stage.Eve, olaf])
        {
            await stage.Village.TakeAsync(stage.Gotosocial, who, Act("Create", who, "c", Note(who, $"{who}/statuses/5", stage.Answers)));
            Assert.True(await stage.SeesAsync(null, (await stage.Village.PostAsync($"{who}/statuses/5"))!));
        }
    }

    [Theory, EachDatabase]
    public async Task What_answers_a_hidden_reply_is_hidden_with_it(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        Post reply = await stage.ReplyAsync();
        await stage.TakeAsync(
            Act("Create", stage.Frank, "c2", Note(stage.Frank, $"{stage.Frank}/statuses/2", $",\"inReplyTo\":\"{stage.Reply}\""))
        );
        Post below = (await stage.Village.PostAsync($"{stage.Frank}/statuses/2"))!;
        Assert.False(await stage.SeesAsync(null, below));

        await stage.UpdateAsync(stage.Stamped());

        Assert.True(await stage.SeesAsync(null, below));
        Assert.Equal([reply.Id, below.Id], await stage.ThreadAsync());
        await stage.UpdateAsync("");
        Assert.Empty(await stage.ThreadAsync());
    }

    [Fact]
    public async Task A_stamp_is_found_when_the_thread_is_read()
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        Post reply = await stage.ReplyAsync();
        stage.Mastodon.Serve("/users/frank/statuses/1", Stage.Document(Note(stage.Frank, stage.Reply, stage.Answers + stage.Stamped())));

        await stage.Village.Get<ReadThread>().RunAsync(reply.Id, Village.Cancellation);

        Assert.True(await stage.SeesAsync(null, reply));
    }

    [Theory, EachDatabase]
    public async Task A_repost_is_taken_with_its_stamp_alone(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind, stage => Policy("canAnnounce", $"\"{stage.Eve}\"", $"\"{Public}\""));
        await stage.TakeAsync(Announce(""));
        Assert.False(await stage.Village.ReadAsync(db => db.Posts.AnyAsync(p => p.RepostOfId != null, Village.Cancellation)));

        stage.Stamped(type: "AnnounceAuthorization", done: $"{stage.Frank}/a");
        await stage.TakeAsync(Announce($",\"announceAuthorization\":\"{stage.Eve}/authorizations/1\""));
        Assert.True(await stage.Village.ReadAsync(db => db.Posts.AnyAsync(p => p.RepostOfId != null, Village.Cancellation)));

        string Announce(string extra) => Act("Announce", stage.Frank, "a", $"\"{stage.Eve}/statuses/1\"", $",\"to\":\"{Public}\"{extra}");
    }

    [Theory, EachDatabase]
    public async Task A_stamp_that_is_deleted_hides_the_reply_and_ends_the_repost(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        Post reply = await stage.ReplyAsync(stage.Stamped());
        await stage.TakeAsync(
            Act(
                "Announce",
                stage.Frank,
                "a",
                $"\"{stage.Eve}/statuses/1\"",
                $",\"to\":\"{Public}\",\"approvedBy\":\"{stage.Eve}/authorizations/2\""
            )
        );

        foreach (int stamp in (int[])[1, 2])
        {
            await stage.Village.TakeAsync(
                stage.Gotosocial,
                stage.Eve,
                Act("Delete", stage.Eve, $"deletes/{stamp}", $"\"{stage.Eve}/authorizations/{stamp}\"")
            );
        }

        Assert.False(await stage.SeesAsync(null, reply));
        Assert.Equal(0, await stage.RepliesAsync());
        Assert.False(await stage.Village.ReadAsync(db => db.Posts.AnyAsync(p => p.RepostOfId != null, Village.Cancellation)));
    }

    [Fact]
    public async Task A_stamps_Delete_that_somebody_passes_on_counts_when_the_stamp_is_gone()
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        Post reply = await stage.ReplyAsync(stage.Stamped());
        string delete = Act("Delete", stage.Eve, "deletes/1", $"\"{stage.Eve}/authorizations/1\"");

        await stage.TakeAsync(delete);
        Assert.True(await stage.SeesAsync(null, reply));

        stage.Gotosocial.Answer("/users/eve/authorizations/1", new Http.Said(410));
        await stage.TakeAsync(delete);
        Assert.False(await stage.SeesAsync(null, reply));
    }

    [Theory, EachDatabase]
    public async Task A_reply_to_one_of_us_who_lets_only_followers_reply_gets_a_stamp_for_third_servers(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        Village village = stage.Village;
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(await village.KnowAsync(stage.Frank), bob);
        long open = await village.SayAsync(bob, "For all");
        Outcome<Post> said = await village
            .Get<PublishPostHandler>()
            .RunAsync(new PublishPost(bob, "For followers", ReplyPolicy: InteractionPolicy.Followers), Village.Cancellation);
        string target = Village.Post("bob", said.Value!.Id);

        await stage.TakeAsync(
            Act(
                "Create",
                stage.Frank,
                "c8",
                Note(stage.Frank, $"{stage.Frank}/statuses/8", $",\"inReplyTo\":\"{Village.Post("bob", open)}\"")
            )
        );
        await stage.TakeAsync(
            Act("Create", stage.Frank, "c9", Note(stage.Frank, $"{stage.Frank}/statuses/9", $",\"inReplyTo\":\"{target}\""))
        );

        OutboxEntry told = await village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().SingleAsync(e => e.Act == OutboxAct.AcceptInteraction, Village.Cancellation)
        );
        InteractionStamp stamp = await village.ReadAsync(db => db.InteractionStamps.SingleAsync(Village.Cancellation));
        string accept = System.Text.Encoding.UTF8.GetString(
            (await village.Get<OutboxActivities>().OfAsync(told, Village.Cancellation))!.ToBytes()
        );
        Assert.Contains(
            $"\"object\":\"{stage.Frank}/statuses/9\",\"target\":\"{target}\",\"result\":\"{Village.Actor("bob")}/authorizations/{stamp.Id}\"",
            accept,
            StringComparison.Ordinal
        );
        Assert.Equal((Interaction.Reply, $"{stage.Frank}/statuses/9", said.Value.Id), (stamp.Kind, stamp.Uri, stamp.PostId));
    }

    /// <summary>Eve at a GoToSocial has said something, Frank at a Mastodon has something to say to it; Ida here follows both.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private int updates;

        private Stage(Village village) => Village = village;

        public Village Village { get; }

        public RemoteServer Gotosocial { get; } = new("g.example");

        public RemoteServer Mastodon { get; } = new("m.example");

        public string Eve => Gotosocial.Person("eve");

        public string Frank => Mastodon.Person("frank");

        public string Reply => $"{Frank}/statuses/1";

        public string Answers => $",\"inReplyTo\":\"{Eve}/statuses/1\"";

        public long Ida { get; private set; }

        public Post Theirs { get; private set; } = null!;

        /// <summary>How often a stamp was looked at.</summary>
        public int Looked => Gotosocial.Asked.Count(path => path.Contains("/authorizations/", StringComparison.Ordinal));

        public static async Task<Stage> OpenAsync(DatabaseKind kind, Func<Stage, string>? said = null)
        {
            Stage stage = new(await Village.OpenAsync(kind));
            stage.Gotosocial.AddPerson("eve");
            stage.Mastodon.AddPerson("frank");
            stage.Ida = await stage.Village.JoinAsync("ida");
            foreach (string person in (string[])[stage.Eve, stage.Frank])
            {
                await stage.Village.FollowAsync(stage.Ida, await stage.Village.KnowAsync(person));
            }

            await stage.TakeAsync(Act("Create", stage.Frank, "c0", Note(stage.Frank, $"{stage.Frank}/statuses/0")));
            string note = Note(stage.Eve, $"{stage.Eve}/statuses/1", said is null ? stage.Manual() : said(stage));
            await stage.Village.TakeAsync(stage.Gotosocial, stage.Eve, Act("Create", stage.Eve, "c1", note));
            stage.Theirs = (await stage.Village.PostAsync($"{stage.Eve}/statuses/1"))!;
            return stage;
        }

        public string Manual() => Policy("canReply", $"\"{Eve}\",\"{Eve}/followers\"", $"\"{Public}\"");

        public static string Document(string json) =>
            $$"""{"@context":["https://gotosocial.org/ns","https://www.w3.org/ns/activitystreams"],{{json[1..]}}""";

        public static string StampOf(string home, string type, string author, string done, string target) =>
            Document(
                $$"""{"id":"{{home}}/authorizations/1","type":"{{type}}","attributedTo":"{{author}}","interactingObject":"{{done}}","interactionTarget":"{{target}}"}"""
            );

        /// <summary>Has Eve's server serve a stamp; answers the field that names it.</summary>
        public string Stamped(string type = "ReplyAuthorization", string? author = null, string? done = null, string? target = null)
        {
            Gotosocial.Serve(
                "/users/eve/authorizations/1",
                StampOf(Eve, type, author ?? Eve, done ?? Reply, target ?? $"{Eve}/statuses/1")
            );
            return $",\"replyAuthorization\":\"{Eve}/authorizations/1\"";
        }

        public Task<InboxAnswer> TakeAsync(string json) => Village.TakeAsync(Mastodon, Frank, json);

        public async Task<Post> ReplyAsync(string extra = "")
        {
            await TakeAsync(Act("Create", Frank, "c1", Note(Frank, Reply, Answers + extra)));
            return (await Village.PostAsync(Reply))!;
        }

        public Task<InboxAnswer> UpdateAsync(string extra) =>
            TakeAsync(Act("Update", Frank, $"u{++updates}", Note(Frank, Reply, Answers + extra)));

        public async Task<bool> SeesAsync(long? viewer, Post post) =>
            await Village.Get<PostReader>().FindAsync(post.Id, viewer, Village.Cancellation) is not null;

        public async Task<IEnumerable<long>> ThreadAsync()
        {
            PostView view = (await Village.Get<PostReader>().FindAsync(Theirs.Id, Ida, Village.Cancellation))!;
            PostThread thread = await Village.Get<ThreadReader>().ReadAsync(view.Post, Ida, Village.Cancellation);
            return thread.Descendants.Select(d => d.Post.Id);
        }

        public Task<int> RepliesAsync() =>
            Village.ReadAsync(db =>
                db.CountChanges.Where(c => c.TargetId == Theirs.Id && c.Kind == CountKind.Replies)
                    .SumAsync(c => c.Delta, Village.Cancellation)
            );

        public async ValueTask DisposeAsync()
        {
            await Village.DisposeAsync();
            await Gotosocial.DisposeAsync();
            await Mastodon.DisposeAsync();
        }
    }
}
