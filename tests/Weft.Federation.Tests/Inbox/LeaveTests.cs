using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Federation.Delivery;
using Weft.Federation.Inbox;
using Weft.Testing;
using static Weft.Federation.Tests.Inbox.LeaveStage;

namespace Weft.Federation.Tests.Inbox;

/// <summary>
/// People of ours like, answer and repost what somebody elsewhere said who looks at each first: Weft asks for leave, in
/// GoToSocial's words, and nobody else hears of it before there is a yes.
/// </summary>
public sealed class LeaveTests
{
    [Theory, EachDatabase]
    public async Task A_reply_waits_for_its_leave_and_then_reaches_everybody(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        (Village village, long bob) = (stage.Village, stage.Bob);
        long carl = await village.JoinAsync("carl");
        long reply = await stage.ReplyAsync("@carl May I?");

        Asked asked = await stage.AskedAsync();
        Assert.Equal(("ReplyRequest", Village.Post("bob", reply)), (asked.Type, asked.Instrument));
        Assert.Equal($"{stage.Eve}/statuses/1", asked.Whole.GetProperty("object").GetString());
        Assert.Equal($"{stage.Eve}/statuses/1", asked.Whole.GetProperty("instrument").GetProperty("inReplyTo").GetString());
        Assert.Equal(0, await stage.ToldAsync(OutboxAct.PublishPost));
        Assert.Equal(
            (true, false, false),
            (await stage.SeesAsync(bob, reply), await stage.SeesAsync(carl, reply), await stage.SeesAsync(null, reply))
        );
        Assert.Equal(0, await village.NotificationsAsync(carl, NotificationKind.Mention));
        Assert.Equal(0, await stage.CountAsync(CountKind.Replies));

        await stage.AcceptAsync(asked);
        await stage.AcceptAsync(asked);

        OutboxEntry told = await stage.OnlyAsync(OutboxAct.PublishPost);
        Assert.True(told.ToFollowers);
        Assert.Contains(
            $"\"replyAuthorization\":\"{stage.Eve}/authorizations/1\",\"approvedBy\":\"{stage.Eve}/authorizations/1\"",
            await stage.SayAsync(told),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (true, true, true),
            (await stage.SeesAsync(bob, reply), await stage.SeesAsync(carl, reply), await stage.SeesAsync(null, reply))
        );
        Assert.Equal(1, await village.NotificationsAsync(carl, NotificationKind.Mention));
        Assert.Equal(1, await stage.CountAsync(CountKind.Replies));
    }

    [Theory, EachDatabase]
    public async Task A_reply_that_is_refused_is_its_authors_alone_and_stays_so(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        Asked asked = await stage.AskedAsync();

        await stage.TakeAsync(Answer("Reject", stage.Eve, asked));

        PostView? own = await stage.Village.Get<PostReader>().FindAsync(reply, stage.Bob, Village.Cancellation);
        Assert.Equal(Consent.Refused, own?.Post.Consent);
        Assert.False(await stage.SeesAsync(null, reply));
        await stage.AcceptAsync(asked);
        Assert.False(await stage.SeesAsync(null, reply));
        Assert.Equal((0, 0), (await stage.ToldAsync(OutboxAct.PublishPost), await stage.ToldAsync(OutboxAct.DeletePost)));
    }

    [Theory, EachDatabase]
    public async Task A_leave_that_is_taken_back_takes_the_reply_from_everybody(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        Asked asked = await stage.AskedAsync();
        await stage.AcceptAsync(asked);

        await stage.TakeAsync(Answer("Reject", stage.Eve, asked));

        Assert.True((await stage.OnlyAsync(OutboxAct.DeletePost)).ToFollowers);
        Assert.Equal((true, false), (await stage.SeesAsync(stage.Bob, reply), await stage.SeesAsync(null, reply)));
        Assert.Equal(0, await stage.CountAsync(CountKind.Replies));
    }

    [Theory, EachDatabase]
    public async Task What_somebody_adds_to_a_waiting_reply_waits_with_it(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        long more = (await stage.SayAsync(new PublishPost(stage.Bob, "And this", InReplyToId: reply))).Id;

        Assert.False(await stage.SeesAsync(null, more));
        Assert.Equal(1, await stage.ToldAsync(OutboxAct.RequestInteraction));
        await stage.AcceptAsync(await stage.AskedAsync());

        Assert.True(await stage.SeesAsync(null, more));
        Assert.Equal(2, await stage.ToldAsync(OutboxAct.PublishPost));
    }

    [Theory, EachDatabase]
    public async Task A_waiting_reply_that_is_deleted_or_changed_is_told_to_nobody_but_who_was_asked(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        Outcome<Post> edited = await stage
            .Village.Get<EditPostHandler>()
            .RunAsync(new EditPost(stage.Bob, reply, "May I, please?"), Village.Cancellation);
        Assert.True(edited.Succeeded);
        await stage.Village.Get<DeletePostHandler>().RunAsync(new DeletePost(stage.Bob, reply), Village.Cancellation);

        foreach (OutboxAct act in (OutboxAct[])[OutboxAct.EditPost, OutboxAct.DeletePost])
        {
            OutboxEntry told = await stage.OnlyAsync(act);
            Assert.False(told.ToFollowers);
            Assert.Equal([stage.EveHere], told.RecipientIds);
        }

        await stage.AcceptAsync(
            new Asked($"{Village.Actor("bob")}#reply_requests/{reply}", "ReplyRequest", Village.Post("bob", reply), default)
        );
        Assert.Equal(0, await stage.ToldAsync(OutboxAct.PublishPost));
    }

    [Theory, EachDatabase]
    public async Task A_like_and_a_repost_wait_too(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        await stage.LikeAsync();
        Asked like = await stage.AskedAsync();
        Post repost = await stage.RepostAsync();
        Asked announce = await stage.AskedAsync();

        Assert.Equal("LikeRequest", like.Type);
        Assert.Equal(("AnnounceRequest", $"{Village.Post("bob", repost.Id)}/activity"), (announce.Type, announce.Instrument));
        Assert.Equal((0, 0), (await stage.ToldAsync(OutboxAct.Like), await stage.ToldAsync(OutboxAct.Repost)));
        Assert.Equal((true, false), (await stage.SeesAsync(stage.Bob, repost.Id), await stage.SeesAsync(null, repost.Id)));
        Assert.Equal((0, 0), (await stage.CountAsync(CountKind.Likes), await stage.CountAsync(CountKind.Reposts)));

        await stage.AcceptAsync(like);
        await stage.AcceptAsync(announce);
        await stage.AcceptAsync(announce);

        string stamp = $"Authorization\":\"{stage.Eve}/authorizations/1\"";
        Assert.Contains("\"like" + stamp, await stage.SayAsync(await stage.OnlyAsync(OutboxAct.Like)), StringComparison.Ordinal);
        OutboxEntry told = await stage.OnlyAsync(OutboxAct.Repost);
        Assert.True(told.ToFollowers);
        Assert.Contains("\"announce" + stamp, await stage.SayAsync(told), StringComparison.Ordinal);
        Assert.True(await stage.SeesAsync(null, repost.Id));
        Assert.Equal((1, 1), (await stage.CountAsync(CountKind.Likes), await stage.CountAsync(CountKind.Reposts)));
    }

    [Theory, EachDatabase]
    public async Task A_like_or_repost_that_is_refused_ends_and_one_that_is_taken_back_withdraws_the_request(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        await stage.LikeAsync();
        await stage.TakeAsync(Answer("Reject", stage.Eve, await stage.AskedAsync()));
        await stage.RepostAsync();
        await stage.TakeAsync(Answer("Reject", stage.Eve, await stage.AskedAsync()));
        Assert.False(await stage.HasMarksAsync());
        // Who said no needs not to be told that it ended.
        Assert.Equal((0, 0), (await stage.ToldAsync(OutboxAct.UndoLike), await stage.ToldAsync(OutboxAct.UndoRepost)));

        await stage.LikeAsync();
        Asked late = await stage.AskedAsync();
        await stage.RepostAsync();
        await stage.Village.Get<UnlikePostHandler>().RunAsync(new UnlikePost(stage.Bob, stage.Theirs), Village.Cancellation);
        await stage.Village.Get<UndoRepostHandler>().RunAsync(new UndoRepost(stage.Bob, stage.Theirs), Village.Cancellation);
        await stage.AcceptAsync(late);

        Assert.False(await stage.HasMarksAsync());
        foreach (OutboxAct act in (OutboxAct[])[OutboxAct.UndoLike, OutboxAct.UndoRepost])
        {
            OutboxEntry told = await stage.OnlyAsync(act);
            Assert.False(told.ToFollowers);
            Assert.Equal([stage.EveHere], told.RecipientIds);
        }

        Assert.Equal((0, 0), (await stage.CountAsync(CountKind.Likes), await stage.CountAsync(CountKind.Reposts)));
    }

    [Theory]
    [InlineData("somebody else")]
    [InlineData("another post")]
    [InlineData("another act")]
    [InlineData("gone")]
    [InlineData("another server")]
    public async Task A_yes_that_is_not_the_authors_or_whose_stamp_is_not_good_changes_nothing(string fault)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(DatabaseKind.Sqlite);
        string olaf = stage.There.AddPerson("olaf");
        long reply = await stage.ReplyAsync("May I?");
        Asked asked = await stage.AskedAsync();
        Asked stamped = fault switch
        {
            "another post" => asked with { Instrument = asked.Instrument + "9" },
            "another act" => asked with { Type = "LikeRequest" },
            _ => asked,
        };
        if (fault != "gone")
        {
            stage.There.Serve("/users/eve/authorizations/1", Stamp(stage.Eve, stamped));
        }

        string by = fault == "somebody else" ? olaf : stage.Eve;
        string stamp = fault == "another server" ? "http://x.example/authorizations/1" : $"{stage.Eve}/authorizations/1";
        await stage.Village.TakeAsync(stage.There, by, Answer("Accept", by, asked, stamp));

        Assert.Equal(0, await stage.ToldAsync(OutboxAct.PublishPost));
        Assert.False(await stage.SeesAsync(null, reply));
    }

    [Theory, EachDatabase]
    public async Task A_stamp_that_is_deleted_ends_what_it_let_be(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        await stage.AcceptAsync(await stage.AskedAsync(), 1);
        await stage.LikeAsync();
        await stage.AcceptAsync(await stage.AskedAsync(), 2);
        await stage.RepostAsync();
        await stage.AcceptAsync(await stage.AskedAsync(), 3);
        Assert.True(await stage.HasMarksAsync());
        string olaf = stage.There.AddPerson("olaf");
        await stage.Village.TakeAsync(stage.There, olaf, Act("Delete", olaf, "deletes/0", $"\"{stage.Eve}/authorizations/1\""));
        Assert.True(await stage.SeesAsync(null, reply));

        for (int stamp = 1; stamp <= 3; stamp++)
        {
            await stage.TakeAsync(Act("Delete", stage.Eve, $"deletes/{stamp}", $"\"{stage.Eve}/authorizations/{stamp}\""));
        }

        Assert.Equal((true, false), (await stage.SeesAsync(stage.Bob, reply), await stage.SeesAsync(null, reply)));
        Assert.False(await stage.HasMarksAsync());
        foreach (OutboxAct act in (OutboxAct[])[OutboxAct.DeletePost, OutboxAct.UndoRepost])
        {
            Assert.True((await stage.OnlyAsync(act)).ToFollowers);
        }

        Assert.Equal(1, await stage.ToldAsync(OutboxAct.UndoLike));
        Assert.Equal(
            (0, 0, 0),
            (await stage.CountAsync(CountKind.Replies), await stage.CountAsync(CountKind.Likes), await stage.CountAsync(CountKind.Reposts))
        );
    }

    [Theory, EachDatabase]
    public async Task Who_needs_no_leave_does_not_ask(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long dora = await stage.Village.JoinAsync("dora");
        await stage.Village.FollowAsync(stage.Bob, stage.EveHere);
        await stage.TakeAsync(Act("Create", stage.Eve, "2", stage.Theirs2));
        long second = (await stage.Village.PostAsync($"{stage.Eve}/statuses/2"))!.Id;

        await stage.LikeAsync();
        await stage.RepostAsync();
        await stage.ReplyAsync("I follow you");
        // Whom a post mentions may always answer it.
        await stage.SayAsync(new PublishPost(dora, "You called?", InReplyToId: second));

        Assert.Equal(0, await stage.ToldAsync(OutboxAct.RequestInteraction));
        Assert.Equal(2, await stage.ToldAsync(OutboxAct.PublishPost));
        Assert.Equal((1, 1), (await stage.ToldAsync(OutboxAct.Like), await stage.ToldAsync(OutboxAct.Repost)));
    }

    [Theory, EachDatabase]
    public async Task A_server_that_knows_no_requests_is_shown_the_act_and_nobody_else_is(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, old: true);
        long reply = await stage.ReplyAsync("May I?");
        await stage.LikeAsync();
        Post repost = await stage.RepostAsync();
        long like = await stage.Village.ReadAsync(db => db.Likes.Select(l => l.Id).SingleAsync(Village.Cancellation));

        Assert.Equal(0, await stage.ToldAsync(OutboxAct.RequestInteraction));
        foreach (OutboxAct act in (OutboxAct[])[OutboxAct.PublishPost, OutboxAct.Like, OutboxAct.Repost])
        {
            OutboxEntry shown = await stage.OnlyAsync(act);
            Assert.False(shown.ToFollowers);
            Assert.Equal([stage.EveHere], shown.RecipientIds);
        }

        Assert.Equal((false, false), (await stage.SeesAsync(null, reply), await stage.SeesAsync(null, repost.Id)));

        // Their answers are to the acts themselves, and stand for stamps.
        string to = $",\"to\":\"{Village.Actor("bob")}\",\"target\":\"{stage.Eve}/statuses/1\"";
        await stage.TakeAsync(Act("Accept", stage.Eve, "accepts/1", $"\"{Village.Post("bob", reply)}\"", to));
        await stage.TakeAsync(Act("Accept", stage.Eve, "accepts/2", $"\"{Village.Actor("bob")}#likes/{like}\"", to));
        await stage.TakeAsync(Act("Reject", stage.Eve, "rejects/3", $"\"{Village.Post("bob", repost.Id)}/activity\"", to));

        OutboxEntry told = await stage.Village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().SingleAsync(e => e.Act == OutboxAct.PublishPost && e.ToFollowers, Village.Cancellation)
        );
        Assert.Contains($"\"approvedBy\":\"{stage.Eve}/accepts/1\"", await stage.SayAsync(told), StringComparison.Ordinal);
        Assert.True(await stage.SeesAsync(null, reply));
        // The like went there before; the repost did, too, and is taken back there.
        Assert.Equal(1, await stage.ToldAsync(OutboxAct.Like));
        Assert.Equal(1, await stage.CountAsync(CountKind.Likes));
        Assert.False((await stage.OnlyAsync(OutboxAct.UndoRepost)).ToFollowers);
    }
}
