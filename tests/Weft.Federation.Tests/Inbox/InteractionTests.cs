using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Federation.Delivery;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>What is asked for before it is done, in GoToSocial's words, and what authors answer who look at each act first.</summary>
public sealed class InteractionTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    private static string Note(string actor, string id, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"<p>Tea</p>","published":"2026-06-30T10:00:00Z","to":["{{Public}}"],"cc":["{{actor}}/followers"]{{extra}} }""";

    private static async Task<string> SayAsync(Village village, OutboxAct act)
    {
        OutboxEntry entry = await village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().Where(e => e.Act == act).OrderByDescending(e => e.Id).FirstAsync(Village.Cancellation)
        );
        return System.Text.Encoding.UTF8.GetString((await village.Get<OutboxActivities>().OfAsync(entry, Village.Cancellation))!.ToBytes());
    }

    private static Task<int> ToldAsync(Village village, OutboxAct act) =>
        village.ReadAsync(db => db.OutboxEntries.CountAsync(e => e.Act == act, Village.Cancellation));

    [Theory, EachDatabase]
    public async Task Who_asks_to_like_answer_or_repost_is_let_and_gets_a_stamp(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new("g.example");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        long post = await village.SayAsync(bob, "Hello");
        string target = Village.Post("bob", post);

        await village.TakeAsync(there, eve, Request("Like", Act("Like", eve, "like", $"\"{target}\"")));
        string like = await SayAsync(village, OutboxAct.AcceptInteraction);
        await village.TakeAsync(
            there,
            eve,
            Request("Announce", Act("Announce", eve, "announce", $"\"{target}\"", $",\"to\":\"{Public}\""))
        );
        await village.TakeAsync(there, eve, Request("Reply", Note(eve, $"{eve}/statuses/1", $",\"inReplyTo\":\"{target}\"")));
        string reply = await SayAsync(village, OutboxAct.AcceptInteraction);

        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Like));
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Repost));
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Mention));
        Assert.Equal(post, (await village.PostAsync($"{eve}/statuses/1"))!.InReplyToId);
        List<InteractionStamp> stamps = await village.ReadAsync(db =>
            db.InteractionStamps.OrderBy(s => s.Kind).ToListAsync(Village.Cancellation)
        );
        Assert.Equal([$"{eve}#like", $"{eve}/statuses/1", $"{eve}#announce"], stamps.Select(s => s.Uri));
        Assert.Contains($"\"result\":\"{Village.Actor("bob")}/authorizations/{stamps[0].Id}\"", like, StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{eve}#ask-Like\",\"type\":\"LikeRequest\"", like, StringComparison.Ordinal);
        Assert.Contains($"\"result\":\"{Village.Actor("bob")}/authorizations/{stamps[1].Id}\"", reply, StringComparison.Ordinal);

        // The first answer may have been lost: asked again, it is answered again, and nothing is done twice.
        await village.TakeAsync(there, eve, Request("Like", Act("Like", eve, "like", $"\"{target}\"")));
        Assert.Equal(4, await ToldAsync(village, OutboxAct.AcceptInteraction));
        Assert.Equal(3, await village.ReadAsync(db => db.InteractionStamps.CountAsync(Village.Cancellation)));

        await village.Get<DeletePostHandler>().RunAsync(new DeletePost(bob, post), Village.Cancellation);
        Assert.Equal(0, await village.ReadAsync(db => db.InteractionStamps.CountAsync(Village.Cancellation)));

        string Request(string what, string instrument) =>
            Act(what + "Request", eve, "ask-" + what, $"\"{target}\"", $",\"instrument\":{instrument}");
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("blocked")]
    [InlineData("another's")]
    public async Task What_would_not_be_taken_is_refused(string why)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new("g.example");
        string eve = there.AddPerson("eve");
        string olaf = there.AddPerson("olaf");
        long bob = await village.JoinAsync("bob");
        Outcome<Post> said = await village
            .Get<PublishPostHandler>()
            .RunAsync(
                new PublishPost(bob, "Hello", ReplyPolicy: why == "closed" ? InteractionPolicy.Nobody : InteractionPolicy.Everyone),
                Village.Cancellation
            );
        if (why == "blocked")
        {
            await village.Get<BlockAccountHandler>().RunAsync(new BlockAccount(bob, await village.KnowAsync(eve)), Village.Cancellation);
        }

        string author = why == "another's" ? olaf : eve;
        string target = Village.Post("bob", said.Value!.Id);
        string reply = Note(author, $"{author}/statuses/1", $",\"inReplyTo\":\"{target}\"");
        await village.TakeAsync(there, eve, Act("ReplyRequest", eve, "ask", $"\"{target}\"", $",\"instrument\":{reply}"));

        Assert.Equal(
            (0, 1),
            (await ToldAsync(village, OutboxAct.AcceptInteraction), await ToldAsync(village, OutboxAct.RejectInteraction))
        );
        Assert.Null(await village.PostAsync($"{author}/statuses/1"));
        Assert.DoesNotContain("\"result\"", await SayAsync(village, OutboxAct.RejectInteraction), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_reply_that_stood_carries_the_stamp_and_a_like_or_repost_that_is_not_wanted_is_taken_back(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new("g.example");
        string eve = there.AddPerson("eve");
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(eve));
        // Who follows needs no leave; third servers want the stamp nevertheless, since they don't know who follows.
        string policy =
            $$""","interactionPolicy":{"canReply":{"automaticApproval":["{{eve}}","{{eve}}/followers"],"manualApproval":["{{Public}}"]} }""";
        await village.TakeAsync(there, eve, Act("Create", eve, "1", Note(eve, $"{eve}/statuses/1", policy)));
        long theirs = (await village.PostAsync($"{eve}/statuses/1"))!.Id;
        Outcome<Post> reply = await village
            .Get<PublishPostHandler>()
            .RunAsync(new PublishPost(bob, "May I?", InReplyToId: theirs), Village.Cancellation);
        await village.Get<LikePostHandler>().RunAsync(new LikePost(bob, theirs), Village.Cancellation);
        Outcome<Post> repost = await village.Get<RepostPostHandler>().RunAsync(new RepostPost(bob, theirs), Village.Cancellation);
        long like = await village.ReadAsync(db => db.Likes.Select(l => l.Id).SingleAsync(Village.Cancellation));

        string to = $",\"to\":\"{Village.Actor("bob")}\"";
        string stamp = $"{to},\"result\":\"{eve}/authorizations/1\"";
        string mine = $"\"{Village.Post("bob", reply.Value!.Id)}\"";
        there.Serve(
            "/users/eve/authorizations/1",
            $$"""{"@context":"https://gotosocial.org/ns","id":"{{eve}}/authorizations/1","type":"ReplyAuthorization","attributedTo":"{{eve}}","interactingObject":{{mine}},"interactionTarget":"{{eve}}/statuses/1"}"""
        );
        await village.TakeAsync(there, ann, Act("Accept", ann, "yes", mine, $"{to},\"result\":\"{ann}/authorizations/1\""));
        Assert.Equal(0, await ToldAsync(village, OutboxAct.EditPost));
        await village.TakeAsync(there, eve, Act("Accept", eve, "yes", mine, stamp));
        Assert.Contains(
            $"\"replyAuthorization\":\"{eve}/authorizations/1\",\"approvedBy\":\"{eve}/authorizations/1\"",
            await SayAsync(village, OutboxAct.EditPost),
            StringComparison.Ordinal
        );

        await village.TakeAsync(there, ann, Act("Reject", ann, "no", $"\"{Village.Actor("bob")}#likes/{like}\"", to));
        Assert.Equal(1, await village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation)));
        await village.TakeAsync(there, eve, Act("Reject", eve, "no1", $"\"{Village.Actor("bob")}#likes/{like}\"", to));
        Assert.Equal(0, await village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation)));
        await village.TakeAsync(there, eve, Act("Reject", eve, "no2", $"\"{Village.Post("bob", repost.Value!.Id)}/activity\"", to));
        Assert.False(await village.ReadAsync(db => db.Posts.AnyAsync(p => p.RepostOfId != null, Village.Cancellation)));
        Assert.Equal((1, 1), (await ToldAsync(village, OutboxAct.UndoLike), await ToldAsync(village, OutboxAct.UndoRepost)));
    }

    [Theory, EachDatabase]
    public async Task Who_may_not_like_or_repost_is_told_so_here(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new("g.example");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(eve));
        string policy =
            $$""","interactionPolicy":{"canLike":{"automaticApproval":["{{eve}}"]},"canAnnounce":{"automaticApproval":["{{eve}}"]} }""";
        await village.TakeAsync(there, eve, Act("Create", eve, "1", Note(eve, $"{eve}/statuses/1", policy)));
        long theirs = (await village.PostAsync($"{eve}/statuses/1"))!.Id;

        Outcome<long> like = await village.Get<LikePostHandler>().RunAsync(new LikePost(bob, theirs), Village.Cancellation);
        Outcome<Post> repost = await village.Get<RepostPostHandler>().RunAsync(new RepostPost(bob, theirs), Village.Cancellation);

        Assert.IsType<Refusal.NotAllowed>(like.Refusal);
        Assert.IsType<Refusal.NotAllowed>(repost.Refusal);
    }

    [Theory, EachDatabase]
    public async Task The_emoji_of_a_reaction_is_kept_and_told(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new("k.example");
        string kim = there.AddPerson("kim");
        long bob = await village.JoinAsync("bob");
        long post = await village.SayAsync(bob, "Hello");
        string tag =
            $$""","content":":blob:","tag":[{"type":"Emoji","name":":blob:","icon":{"type":"Image","url":"{{there.Url("/blob.png")}}"} }]""";

        await village.TakeAsync(there, kim, Act("Like", kim, "1", $"\"{Village.Post("bob", post)}\"", tag));
        Assert.Equal(new LikeReaction(":blob:", there.Url("/blob.png")), await ReactionAsync());
        await village.TakeAsync(there, kim, Act("EmojiReact", kim, "2", $"\"{Village.Post("bob", post)}\"", ",\"content\":\"🔥\""));
        Assert.Equal(new LikeReaction("🔥", null), await ReactionAsync());

        async Task<LikeReaction?> ReactionAsync() =>
            Assert
                .Single(
                    (
                        await village
                            .Get<NotificationReader>()
                            .PageAsync(bob, NotificationFilter.All, PageRequest.Newest(10), Village.Cancellation)
                    ).Items
                )
                .Reaction;
    }
}
