using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Held;
using Weft.Core.Posts.Remote;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>What waits below a reply is let go with it: a hundred at once, and all in the end.</summary>
public sealed class HeldChainTests
{
    private const int AtOnce = 100;

    [Theory, EachDatabase]
    public async Task A_long_chain_is_let_go_piece_by_piece_until_nothing_waits(DatabaseKind kind)
    {
        const int Length = 230;
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long first = await stage.ReplyAsync("May I?");
        long last = first;
        for (int i = 0; i < Length; i++)
        {
            last = (await stage.SayAsync(new PublishPost(stage.Bob, $"And {i}", InReplyToId: last))).Id;
        }

        await stage.AcceptAsync(await stage.AskedAsync());

        Assert.True(await stage.SeesAsync(null, first));
        Assert.Equal(Length - AtOnce, await WaitingAsync(stage));
        Assert.False(await stage.SeesAsync(null, last));
        Assert.Equal(Length - AtOnce, await stage.Village.Get<ReleaseHeld>().RunAsync(Village.Cancellation));
        Assert.Equal(0, await WaitingAsync(stage));
        Assert.True(await stage.SeesAsync(null, last));
        Assert.Equal(0, await stage.Village.Get<ReleaseHeld>().RunAsync(Village.Cancellation));
    }

    [Theory, EachDatabase]
    public async Task The_rest_of_a_long_chain_follows_by_itself(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long first = await stage.ReplyAsync("May I?");
        for (int i = 0; i < AtOnce + 30; i++)
        {
            await stage.SayAsync(new PublishPost(stage.Bob, $"And {i}", InReplyToId: first));
        }

        Asked asked = await stage.AskedAsync();
        using HeldRounds rounds = ActivatorUtilities.CreateInstance<HeldRounds>(stage.Village.Store.Services);
        await rounds.StartAsync(Village.Cancellation);
        try
        {
            await stage.AcceptAsync(asked);
            // The clock of the test stands still: only the word that some are left makes the round go.
            await Eventually.GetAsync(() => WaitingAsync(stage), waiting => waiting == 0);
        }
        finally
        {
            await rounds.StopAsync(Village.Cancellation);
        }
    }

    [Theory, EachDatabase]
    public async Task What_a_stop_left_waiting_below_a_shown_reply_is_found_and_what_needs_a_stamp_is_not_shown(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        long below = (await stage.SayAsync(new PublishPost(stage.Bob, "And this", InReplyToId: reply))).Id;
        long own = await stage.ReplyAsync("Or this?");
        await using RemoteServer mastodon = new("m.example");
        long frank = await stage.Village.KnowAsync(mastodon.AddPerson("frank"));
        Outcome<long> unstamped = await stage
            .Village.Get<ReceivePostHandler>()
            .RunAsync(
                new ReceivePost(frank, $"{mastodon.Person("frank")}/statuses/1") { Text = "Hm", InReplyToId = stage.Theirs },
                Village.Cancellation
            );
        await stage.Village.Store.WriteAsync<int>(async work =>
            await work
                .Db.Posts.Where(p => p.Id == reply)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Consent, Consent.Given), Village.Cancellation)
        );

        Assert.Equal(1, await stage.Village.Get<ReleaseHeld>().RunAsync(Village.Cancellation));

        Assert.True(await stage.SeesAsync(null, below));
        Assert.Equal((false, false), (await stage.SeesAsync(null, own), await stage.SeesAsync(null, unstamped.Value)));
    }

    [Theory, EachDatabase]
    public async Task A_talk_below_a_waiting_reply_is_shown_with_it(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        Asked asked = await stage.AskedAsync();
        string policy = LeaveStage.Manual(stage.Eve);
        string hers = $"{stage.Eve}/statuses/2";
        await stage.TakeAsync(
            LeaveStage.Act(
                "Create",
                stage.Eve,
                "2",
                LeaveStage.Note(stage.Eve, hers, $",\"inReplyTo\":\"{Village.Post("bob", reply)}\"{policy}")
            )
        );
        long answer = (await stage.Village.PostAsync(hers))!.Id;
        // She has answered him, so he may answer her, and asks nobody.
        long more = (await stage.SayAsync(new PublishPost(stage.Bob, "Thank you", InReplyToId: answer))).Id;
        Assert.Equal((false, false), (await stage.SeesAsync(null, answer), await stage.SeesAsync(null, more)));

        await stage.AcceptAsync(asked);

        Assert.Equal(
            (true, true, true),
            (await stage.SeesAsync(null, reply), await stage.SeesAsync(null, answer), await stage.SeesAsync(null, more))
        );
    }

    private static Task<int> WaitingAsync(LeaveStage stage) =>
        stage.Village.ReadAsync(db => db.Posts.CountAsync(p => p.Consent == Consent.Asked, Village.Cancellation));
}
