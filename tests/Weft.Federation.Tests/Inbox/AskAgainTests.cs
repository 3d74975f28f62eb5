using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Posts.Held;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Leave that nobody gave or refused is asked for again, a few times.</summary>
public sealed class AskAgainTests
{
    [Theory, EachDatabase]
    public async Task What_stays_without_an_answer_is_asked_for_again_after_one_three_and_seven_days(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        List<string> ids = await ActAsync(stage);
        List<int> asked = [];
        for (int day = 0; day < 20; day++)
        {
            await AllSentAsync(stage);
            asked.Add(await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
            // Once each, however often it is looked; and after a restart, as the memory of it is in the database.
            Assert.Equal(0, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
            ids.AddRange(await SentAsync(stage));
            stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([0, 3, 0, 3, 0, 0, 0, 3], asked.Take(8));
        Assert.All(asked.Skip(8), count => Assert.Equal(0, count));
        // What came before is not looked at again by those who get it, so each has an id of its own.
        Assert.Equal(12, ids.Distinct().Count());
    }

    [Theory, EachDatabase]
    public async Task The_answer_to_a_later_request_counts(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        long reply = await stage.ReplyAsync("May I?");
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));

        Asked again = await stage.AskedAsync();
        Assert.StartsWith($"{Village.Actor("bob")}#reply_requests/{reply}/", again.Id, StringComparison.Ordinal);
        Assert.Equal(Village.Post("bob", reply), again.Instrument);
        await stage.AcceptAsync(again);

        Assert.True(await stage.SeesAsync(null, reply));
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
    }

    [Theory, EachDatabase]
    public async Task Nobody_is_asked_again_for_what_was_refused_taken_back_or_is_still_on_its_way(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        await stage.ReplyAsync("May I?");
        await stage.TakeAsync(LeaveStage.Answer("Reject", stage.Eve, await stage.AskedAsync()));
        await stage.LikeAsync();
        await stage.Village.Get<UnlikePostHandler>().RunAsync(new UnlikePost(stage.Bob, stage.Theirs), Village.Cancellation);
        await AllSentAsync(stage);
        await stage.RepostAsync();

        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
        Assert.Equal(1, await stage.ToldAsync(OutboxAct.RequestInteraction));
    }

    [Theory, EachDatabase]
    public async Task After_a_long_absence_each_is_asked_for_once(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        await ActAsync(stage);
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(3, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
    }

    [Theory, EachDatabase]
    public async Task Many_are_asked_for_in_more_than_one_go(DatabaseKind kind)
    {
        const int Many = 120;
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind);
        for (int i = 0; i < Many; i++)
        {
            await stage.ReplyAsync($"May I, for the {i}th time?");
        }

        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Many, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
        Assert.Equal(Many, await stage.ToldAsync(OutboxAct.RequestInteraction));
    }

    /// <summary>Bob likes, answers and reposts; the ids of the three requests.</summary>
    private static async Task<List<string>> ActAsync(LeaveStage stage)
    {
        await stage.ReplyAsync("May I?");
        await stage.LikeAsync();
        await stage.RepostAsync();
        return await SentAsync(stage);
    }

    private static async Task<List<string>> SentAsync(LeaveStage stage)
    {
        List<OutboxEntry> entries = await stage.Village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().Where(e => e.Act == OutboxAct.RequestInteraction).ToListAsync(Village.Cancellation)
        );
        List<string> ids = [];
        foreach (OutboxEntry entry in entries)
        {
            ids.Add(System.Text.Json.JsonElement.Parse(await stage.SayAsync(entry)).GetProperty("id").GetString()!);
        }

        return ids;
    }

    private static Task<int> AllSentAsync(LeaveStage stage) =>
        stage.Village.Store.WriteAsync<int>(async work => await work.Db.OutboxEntries.ExecuteDeleteAsync(Village.Cancellation));
}
