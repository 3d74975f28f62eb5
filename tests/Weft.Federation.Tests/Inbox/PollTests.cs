using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Federation.Delivery;
using Weft.Federation.Threads;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Questions and votes, both ways.</summary>
public sealed class PollTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";
    private static readonly string[] Drinks = ["Tea", "Coffee & milk"];

    [Theory, EachDatabase]
    public async Task Votes_from_elsewhere_count_once_whichever_way_they_are_sent(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        (string ann, string eve) = (there.AddPerson("ann"), there.AddPerson("eve"));
        long bob = await village.JoinAsync("bob");
        (long single, long several) = (await AskAsync(village, bob, multiple: false), await AskAsync(village, bob, multiple: true));

        // Mastodon sends each choice by itself, GoToSocial all in one.
        Assert.Equal(202, (await village.TakeAsync(there, ann, Vote(ann, 1, single, "Tea"))).Status);
        await village.TakeAsync(there, ann, Vote(ann, 2, single, "Coffee & milk"));
        await village.TakeAsync(there, ann, Vote(ann, 3, several, "Tea"));
        await village.TakeAsync(there, ann, Vote(ann, 4, several, "Coffee & milk"));
        await village.TakeAsync(there, ann, Vote(ann, 5, several, "Tea"));
        await village.TakeAsync(there, eve, Vote(eve, 6, several, "Tea", "Coffee & milk"));
        await village.TakeAsync(there, eve, Vote(eve, 7, single, "Juice"));

        Assert.Equal([1, 0], await CountsAsync(village, single));
        Assert.Equal([2, 2], await CountsAsync(village, several));
        Assert.Equal(2, await village.ReadAsync(db => db.Posts.CountAsync(Village.Cancellation)));
        Assert.Equal(0, await village.NotificationsAsync(bob, NotificationKind.Mention));

        village.Store.Clock.Advance(TimeSpan.FromHours(2));
        await village.TakeAsync(there, eve, Vote(eve, 8, single, "Tea"));
        Assert.Equal([1, 0], await CountsAsync(village, single));
    }

    [Theory, EachDatabase]
    public async Task Others_are_told_of_new_votes_together_and_all_of_the_end(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        (string ann, string eve) = (there.AddPerson("ann"), there.AddPerson("eve"));
        (long bob, long cid) = (await village.JoinAsync("bob"), await village.JoinAsync("cid"));
        long poll = await AskAsync(village, bob, multiple: false);
        await village.TakeAsync(there, ann, Vote(ann, 1, poll, "Tea"));
        await village.TakeAsync(there, eve, Vote(eve, 2, poll, "Tea"));
        await VoteAsync(village, cid, poll, 1);
        TellPolls tell = village.Get<TellPolls>();

        Assert.Equal(0, await tell.RunAsync(Village.Cancellation));
        village.Store.Clock.Advance(VotePollHandler.TellingPause);
        Assert.Equal(1, await tell.RunAsync(Village.Cancellation));
        Assert.Equal(0, await tell.RunAsync(Village.Cancellation));
        JsonElement told = await LastAsync(village);
        Assert.Equal(("Update", "Question"), (Type(told), Type(told.GetProperty("object"))));
        Assert.Equal([2, 1], Options(told.GetProperty("object")));
        Assert.Equal(3, told.GetProperty("object").GetProperty("votersCount").GetInt32());
        Assert.False(told.GetProperty("object").TryGetProperty("updated", out _));

        village.Store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await tell.RunAsync(Village.Cancellation));
        Assert.Equal(0, await tell.RunAsync(Village.Cancellation));
        Assert.True((await LastAsync(village)).GetProperty("object").TryGetProperty("closed", out _));
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.PollEnded));
        Assert.Equal(1, await village.NotificationsAsync(cid, NotificationKind.PollEnded));
    }

    [Theory, EachDatabase]
    public async Task Counts_that_are_hidden_stay_hidden_elsewhere_until_the_end(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        (long bob, long cid) = (await village.JoinAsync("bob"), await village.JoinAsync("cid"));
        await using RemoteServer there = new();
        await village.FollowAsync(await village.KnowAsync(there.AddPerson("ann")), bob);
        long poll = await AskAsync(village, bob, multiple: false, hidden: true);
        await VoteAsync(village, cid, poll, 0);
        TellPolls tell = village.Get<TellPolls>();

        village.Store.Clock.Advance(VotePollHandler.TellingPause);
        await tell.RunAsync(Village.Cancellation);
        Assert.Equal([0, 0], Options((await LastAsync(village)).GetProperty("object")));
        village.Store.Clock.Advance(TimeSpan.FromHours(1));
        await tell.RunAsync(Village.Cancellation);
        Assert.Equal([1, 0], Options((await LastAsync(village)).GetProperty("object")));
    }

    [Theory, EachDatabase]
    public async Task A_question_from_elsewhere_is_a_poll_and_a_vote_goes_back(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(ann));
        await village.TakeAsync(there, ann, Act("Create", ann, 1, Question(ann, 3, 1)));
        Post asked = (await village.PostAsync($"{ann}/statuses/1"))!;
        Assert.True(asked.HasPoll);
        Assert.DoesNotContain("Coffee", asked.Html, StringComparison.Ordinal);
        Assert.Equal([3, 1], await CountsAsync(village, asked.Id));

        await VoteAsync(village, bob, asked.Id, 1);

        Assert.Equal([3, 2], await CountsAsync(village, asked.Id));
        JsonElement vote = await LastAsync(village);
        Assert.Equal("Create", Type(vote));
        JsonElement note = vote.GetProperty("object");
        Assert.Equal(("Note", "Coffee & milk"), (Type(note), note.GetProperty("name").GetString()));
        Assert.Equal($"{ann}/statuses/1", note.GetProperty("inReplyTo").GetString());
        Assert.Equal([ann], vote.GetProperty("to").EnumerateArray().Select(to => to.GetString()!));
        Assert.False(note.TryGetProperty("content", out _));

        // The counts of its server come without a newer version, and count.
        await village.TakeAsync(there, ann, Act("Update", ann, 2, Question(ann, 5, 4)));
        Assert.Equal([5, 4], await CountsAsync(village, asked.Id));
        await village.TakeAsync(
            there,
            ann,
            Act("Update", ann, 3, Question(ann, 6, 4).Replace("Coffee", "Juice", StringComparison.Ordinal))
        );
        Assert.Equal([5, 4], await CountsAsync(village, asked.Id));

        village.Store.Clock.Advance(TimeSpan.FromDays(2));
        Outcome<long> late = await village
            .Get<VotePollHandler>()
            .RunAsync(new VotePoll(await village.JoinAsync("dan"), asked.Id, [0]), Village.Cancellation);
        Assert.IsType<Refusal.Invalid>(late.Refusal);
        there.Serve("/users/ann/statuses/1", Question(ann, 7, 9));
        await village.Get<TellPolls>().RunAsync(Village.Cancellation);
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.PollEnded));

        // What came of it is asked for at the end.
        Assert.True(village.Get<ThreadsWanted>().Waiting.TryRead(out ThreadReading? wanted));
        await village.Get<ReadThread>().RunAsync(wanted, Village.Cancellation);
        Assert.Equal([7, 9], await CountsAsync(village, asked.Id));
    }

    [Theory, EachDatabase]
    public async Task The_history_of_a_question_from_elsewhere_keeps_what_could_be_chosen(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await village.FollowAsync(await village.JoinAsync("bob"), await village.KnowAsync(ann));
        await village.TakeAsync(there, ann, Act("Create", ann, 1, Question(ann, 3, 1)));
        Post asked = (await village.PostAsync($"{ann}/statuses/1"))!;
        string other = Question(ann, 0, 0).Replace("Coffee", "Juice", StringComparison.Ordinal);
        string updated = village.Now.AddMinutes(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await village.TakeAsync(there, ann, Act("Update", ann, 2, $$"""{"updated":"{{updated}}",{{other[1..]}}"""));

        Outcome<PostVersions> versions = await village.Get<PostHistory>().RunAsync(null, asked.Id, Village.Cancellation);

        Assert.Equal(2, versions.Value!.Versions.Count);
        Assert.Equal(Drinks, versions.Value.Versions[0].Choices);
        Assert.Equal([0, 0], await CountsAsync(village, asked.Id));
    }

    private static async Task<long> AskAsync(Village village, long author, bool multiple, bool hidden = false)
    {
        Outcome<Post> asked = await village
            .Get<PublishPostHandler>()
            .RunAsync(
                new PublishPost(author, "What do you drink?", Poll: new PollDraft(Drinks, TimeSpan.FromHours(1), multiple, hidden)),
                Village.Cancellation
            );
        Assert.Null(asked.Refusal);
        return asked.Value!.Id;
    }

    private static async Task VoteAsync(Village village, long voter, long poll, params int[] choices) =>
        Assert.Null((await village.Get<VotePollHandler>().RunAsync(new VotePoll(voter, poll, choices), Village.Cancellation)).Refusal);

    private static async Task<List<long>> CountsAsync(Village village, long poll)
    {
        Dictionary<long, PostModel> posts = await village.Get<PostLoader>().LoadAsync([poll], Village.Cancellation);
        return [.. posts[poll].Poll!.Options.Select(o => o.Votes)];
    }

    /// <summary>What was told last, as it is sent.</summary>
    private static async Task<JsonElement> LastAsync(Village village)
    {
        OutboxEntry entry = await village.ReadAsync(db => db.OutboxEntries.OrderByDescending(e => e.Id).FirstAsync(Village.Cancellation));
        return JsonElement.Parse((await village.Get<OutboxActivities>().OfAsync(entry, Village.Cancellation))!.ToBytes());
    }

    private static string Vote(string voter, int number, long poll, params string[] titles)
    {
        string target = Village.Post("bob", poll);
        IEnumerable<string> notes = titles.Select(
            (title, i) =>
                $$"""{"id":"{{voter}}#votes/{{number}}/{{i}}","type":"Note","name":{{JsonSerializer.Serialize(title)}},"attributedTo":"{{voter}}","inReplyTo":"{{target}}","to":"{{Village.Actor("bob")}}"}"""
        );
        string said = titles.Length == 1 ? notes.Single() : $"[{string.Join(',', notes)}]";
        return Act("Create", voter, number, said);
    }

    private static string Question(string author, int tea, int coffee) =>
        $$"""{"id":"{{author}}/statuses/1","type":"Question","attributedTo":"{{author}}","content":"<p>What?</p>","published":"2026-07-01T10:00:00Z","endTime":"2026-07-02T10:00:00Z","votersCount":{{tea + coffee}},"to":["{{Public}}"],"cc":["{{author}}/followers"],"oneOf":[{"type":"Note","name":"Tea","replies":{"type":"Collection","totalItems":{{tea}} } },{"type":"Note","name":"Coffee & milk","replies":{"type":"Collection","totalItems":{{coffee}} } }]}""";

    private static string Act(string type, string actor, int number, string done) =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#acts/{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}}""";

    private static string Type(JsonElement json) => json.GetProperty("type").GetString()!;

    private static List<int> Options(JsonElement question) =>
        [.. question.GetProperty("oneOf").EnumerateArray().Select(o => o.GetProperty("replies").GetProperty("totalItems").GetInt32())];
}
