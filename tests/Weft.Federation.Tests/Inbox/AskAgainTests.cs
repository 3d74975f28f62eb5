using System.Text.Json;
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
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: LeaveStage.ManualWithQuotes);
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

        Assert.Equal([0, 4, 0, 4, 0, 0, 0, 4], asked.Take(8));
        Assert.All(asked.Skip(8), count => Assert.Equal(0, count));
        // What came before is not looked at again by those who get it, so each has an id of its own.
        Assert.Equal(16, ids.Distinct().Count());
    }

    [Theory, EachDatabase]
    public async Task The_answer_to_a_later_request_for_a_quote_counts(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: LeaveStage.ManualWithQuotes);
        long quote = await QuoteAsync(stage);
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));

        OutboxEntry entry = await stage.OnlyAsync(OutboxAct.RequestQuote);
        Assert.False(entry.ToFollowers);
        Assert.Equal([stage.EveHere], entry.RecipientIds);
        JsonElement json = JsonElement.Parse(await stage.SayAsync(entry));
        Asked again = new(json.GetProperty("id").GetString()!, "QuoteRequest", Village.Post("bob", quote), json);
        Assert.Equal("QuoteRequest", json.GetProperty("type").GetString());
        Assert.StartsWith($"{Village.Actor("bob")}#quote_requests/{quote}/", again.Id, StringComparison.Ordinal);
        Assert.Equal(again.Instrument, json.GetProperty("instrument").GetProperty("id").GetString());
        await stage.AcceptAsync(again);

        Assert.Equal(Consent.Given, await QuoteConsentAsync(stage, quote));
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
    }

    [Theory, EachDatabase]
    public async Task A_quote_is_not_asked_for_again_while_it_is_on_its_way_or_once_it_was_refused_or_is_not_wanted(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: LeaveStage.ManualWithQuotes);
        long refused = await QuoteAsync(stage);
        await stage.TakeAsync(
            LeaveStage.Answer(
                "Reject",
                stage.Eve,
                new Asked($"{Village.Actor("bob")}#quote_requests/{refused}", "QuoteRequest", Village.Post("bob", refused), default)
            )
        );
        Assert.Equal(Consent.Refused, await QuoteConsentAsync(stage, refused));
        await AllSentAsync(stage);
        long quote = await QuoteAsync(stage);

        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
        Assert.Equal(1, await stage.ToldAsync(OutboxAct.RequestQuote));

        // Eve lets nobody quote any more.
        await AllSentAsync(stage);
        await stage.TakeAsync(
            LeaveStage.Act("Update", stage.Eve, "2", LeaveStage.Note(stage.Eve, $"{stage.Eve}/statuses/1", LeaveStage.Manual(stage.Eve)))
        );
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
        Assert.Equal(Consent.Asked, await QuoteConsentAsync(stage, quote));
    }

    [Theory, EachDatabase]
    public async Task A_reply_that_quotes_is_asked_for_both(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: LeaveStage.ManualWithQuotes);
        await stage.SayAsync(new PublishPost(stage.Bob, "You said it", InReplyToId: stage.Theirs, QuoteOfId: stage.Theirs));
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
        Assert.Equal((1, 1), (await stage.ToldAsync(OutboxAct.RequestInteraction), await stage.ToldAsync(OutboxAct.RequestQuote)));
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
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: LeaveStage.ManualWithQuotes);
        await ActAsync(stage);
        await AllSentAsync(stage);
        stage.Village.Store.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(4, await stage.Village.Get<AskAgain>().RunAsync(Village.Cancellation));
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

    /// <summary>Bob likes, answers, reposts and quotes; the ids of the four requests.</summary>
    private static async Task<List<string>> ActAsync(LeaveStage stage)
    {
        await stage.ReplyAsync("May I?");
        await stage.LikeAsync();
        await stage.RepostAsync();
        await QuoteAsync(stage);
        return await SentAsync(stage);
    }

    private static async Task<long> QuoteAsync(LeaveStage stage) =>
        (await stage.SayAsync(new PublishPost(stage.Bob, "As she says", QuoteOfId: stage.Theirs))).Id;

    private static Task<Consent> QuoteConsentAsync(LeaveStage stage, long quote) =>
        stage.Village.ReadAsync(db => db.Posts.Where(p => p.Id == quote).Select(p => p.QuoteConsent).SingleAsync(Village.Cancellation));

    private static async Task<List<string>> SentAsync(LeaveStage stage)
    {
        List<OutboxEntry> entries = await stage.Village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking()
                .Where(e => e.Act == OutboxAct.RequestInteraction || e.Act == OutboxAct.RequestQuote)
                .ToListAsync(Village.Cancellation)
        );
        List<string> ids = [];
        foreach (OutboxEntry entry in entries)
        {
            ids.Add(JsonElement.Parse(await stage.SayAsync(entry)).GetProperty("id").GetString()!);
        }

        return ids;
    }

    private static Task<int> AllSentAsync(LeaveStage stage) =>
        stage.Village.Store.WriteAsync<int>(async work => await work.Db.OutboxEntries.ExecuteDeleteAsync(Village.Cancellation));
}
