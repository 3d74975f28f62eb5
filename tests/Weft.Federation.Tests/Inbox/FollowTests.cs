using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts.Held;
using Weft.Federation.Delivery;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Follow, Accept, Reject, Block and their Undo.</summary>
public sealed class FollowTests
{
    private static string Follow(string actor, string id) =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{id}}","type":"Follow","actor":"{{actor}}","object":"{{Village.Actor("bob")}}"}""";

    [Theory, EachDatabase]
    public async Task Somebody_elsewhere_follows_and_is_told_so(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");

        Assert.Equal(202, (await village.TakeAsync(there, ann, Follow(ann, $"{ann}#follows/1"))).Status);

        long annHere = await village.KnowAsync(ann);
        Assert.True(await village.FollowsAsync(annHere, bob));
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Follow));
        OutboxEntry told = Assert.Single(await village.ReadAsync(db => db.OutboxEntries.ToListAsync(Village.Cancellation)));
        Assert.Equal((OutboxAct.AcceptFollow, $"{ann}#follows/1", annHere), (told.Act, told.Uri, told.TargetId));
        var account = await village.ReadAsync(db => db.Accounts.SingleAsync(a => a.Id == annHere, Village.Cancellation));
        Assert.Equal(
            ("ann", there.Domain, "The ann", "<p>Hello</p>"),
            (account.Username, account.Domain, account.DisplayName, account.Note)
        );
    }

    [Theory, EachDatabase]
    public async Task Whoever_asks_again_is_answered_again_and_one_id_serves_many_follows(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new("k.example");
        string kim = there.AddPerson("kim");
        long bob = await village.JoinAsync("bob");
        // Misskey makes the id of the two people, and that of the Undo of it.
        string follow = Follow(kim, there.Url("/follows/kim/bob"));
        string undo = $$"""{"id":"{{there.Url("/follows/kim/bob")}}/undo","type":"Undo","actor":"{{kim}}","object":{{follow}}}""";

        await village.TakeAsync(there, kim, follow);
        await village.TakeAsync(there, kim, follow);
        Assert.Equal(2, await village.ReadAsync(db => db.OutboxEntries.CountAsync(Village.Cancellation)));
        long kimHere = await village.KnowAsync(kim);

        await village.TakeAsync(there, kim, undo);
        Assert.False(await village.FollowsAsync(kimHere, bob));
        await village.TakeAsync(there, kim, follow);
        Assert.True(await village.FollowsAsync(kimHere, bob));
        await village.TakeAsync(there, kim, undo);
        Assert.False(await village.FollowsAsync(kimHere, bob));
    }

    [Theory, EachDatabase]
    public async Task A_request_that_is_replayed_does_nothing(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        var caught = there.Post(ann, Follow(ann, $"{ann}#follows/1"), village.Now);
        await village.TakeAsync(caught);
        long annHere = await village.KnowAsync(ann);
        await village.TakeAsync(
            there,
            ann,
            $$"""{"id":"{{ann}}#undo/1","type":"Undo","actor":"{{ann}}","object":{{Follow(ann, $"{ann}#follows/1")}}}"""
        );

        Assert.Equal(202, (await village.TakeAsync(caught)).Status);

        Assert.False(await village.FollowsAsync(annHere, bob));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_answer_is_found_by_the_Follow_or_by_its_id(bool accept, bool inlined)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        await village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(bob, annHere), Village.Cancellation);
        long request = await village.ReadAsync(db => db.FollowRequests.Select(r => r.Id).SingleAsync(Village.Cancellation));
        // GoToSocial and Misskey send answers without an id.
        string asked = inlined
            ? $$"""{"type":"Follow","actor":"{{Village.Actor("bob")}}","object":"{{ann}}"}"""
            : $"\"{Village.Actor("bob")}#follows/{request}\"";

        await village.TakeAsync(there, ann, $$"""{"type":"{{(accept ? "Accept" : "Reject")}}","actor":"{{ann}}","object":{{asked}}}""");

        Assert.Equal(accept, await village.FollowsAsync(bob, annHere));
        Assert.False(await village.ReadAsync(db => db.FollowRequests.AnyAsync(Village.Cancellation)));
    }

    [Fact]
    public async Task Nobody_accepts_in_the_name_of_another()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        await village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(bob, annHere), Village.Cancellation);

        await village.TakeAsync(
            there,
            eve,
            $$"""{"type":"Accept","actor":"{{eve}}","object":{"type":"Follow","actor":"{{Village.Actor("bob")}}","object":"{{ann}}"} }"""
        );

        Assert.False(await village.FollowsAsync(bob, annHere));
    }

    [Theory, EachDatabase]
    public async Task A_late_Reject_ends_the_follow(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        await village.FollowAsync(bob, annHere);

        await village.TakeAsync(
            there,
            ann,
            $$"""{"id":"{{ann}}#rejects/1","type":"Reject","actor":"{{ann}}","object":{"type":"Follow","actor":"{{Village.Actor("bob")}}","object":"{{ann}}"} }"""
        );

        Assert.False(await village.FollowsAsync(bob, annHere));
    }

    [Theory, EachDatabase]
    public async Task A_block_ends_both_follows_until_it_is_taken_back(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        await village.FollowAsync(bob, annHere);
        string block = $$"""{"id":"{{ann}}#blocks/1","type":"Block","actor":"{{ann}}","object":"{{Village.Actor("bob")}}"}""";

        await village.TakeAsync(there, ann, block);
        Assert.False(await village.FollowsAsync(bob, annHere));
        Assert.True(await village.ReadAsync(db => db.Blocks.AnyAsync(b => b.AccountId == annHere, Village.Cancellation)));

        await village.TakeAsync(there, ann, $$"""{"id":"{{ann}}#blocks/1/undo","type":"Undo","actor":"{{ann}}","object":{{block}}}""");
        Assert.False(await village.ReadAsync(db => db.Blocks.AnyAsync(Village.Cancellation)));
    }

    [Theory, EachDatabase]
    public async Task Whom_somebody_blocks_is_told_no(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        await village.TakeAsync(there, ann, Follow(ann, $"{ann}#follows/1"));
        long annHere = await village.KnowAsync(ann);

        await village.Get<BlockAccountHandler>().RunAsync(new BlockAccount(bob, annHere), Village.Cancellation);
        Assert.Equal([$"{ann}#follows/1"], await RejectedAsync());
        await village.TakeAsync(there, ann, Follow(ann, $"{ann}#follows/2"));

        Assert.False(await village.FollowsAsync(annHere, bob));
        Assert.Equal([$"{ann}#follows/1", $"{ann}#follows/2"], await RejectedAsync());

        Task<List<string?>> RejectedAsync() =>
            village.ReadAsync(db =>
                db.OutboxEntries.Where(e => e.Act == OutboxAct.RejectFollow)
                    .OrderBy(e => e.Id)
                    .Select(e => e.Uri)
                    .ToListAsync(Village.Cancellation)
            );
    }

    [Theory, EachDatabase]
    public async Task Who_follows_no_longer_names_the_Follow_by_the_id_it_had(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        long bob = await village.JoinAsync("bob");
        long ann = await village.KnowAsync(there.AddPerson("ann"));
        await village.FollowAsync(bob, ann);

        await village.Get<UnfollowAccountHandler>().RunAsync(new UnfollowAccount(bob, ann), Village.Cancellation);

        List<OutboxEntry> told = await village.ReadAsync(db => db.OutboxEntries.OrderBy(e => e.Id).ToListAsync(Village.Cancellation));
        Assert.Equal([OutboxAct.Follow, OutboxAct.UndoFollow], told.Select(e => e.Act));
        Assert.Equal(told[0].SubjectId, told[1].SubjectId);
    }

    [Theory, EachDatabase]
    public async Task Who_asks_once_more_after_an_hour_without_an_answer_asks_the_other_server_once_more(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        await AskAsync();
        village.Store.Clock.Advance(TimeSpan.FromHours(1));
        // The first one is still on its way.
        await AskAsync();
        OutboxEntry first = Assert.Single(await SentAsync());
        await SetOutAsync();

        await AskAsync();
        OutboxEntry second = Assert.Single(await SentAsync());
        Assert.Equal((OutboxAct.Follow, annHere), (second.Act, second.TargetId));
        Assert.Equal(first.SubjectId, second.SubjectId);
        (string firstId, string secondId) = (await IdAsync(first), await IdAsync(second));
        Assert.Equal($"{Village.Actor("bob")}#follows/{first.SubjectId}", firstId);
        // What has come before is not looked at again by all.
        Assert.Equal($"{firstId}/{second.Id}", secondId);

        await village.TakeAsync(there, ann, $$"""{"id":"{{ann}}#a","type":"Accept","actor":"{{ann}}","object":"{{secondId}}"}""");
        Assert.True(await village.FollowsAsync(bob, annHere));
        await SetOutAsync();
        await AskAsync();
        Assert.Empty(await SentAsync());

        Task AskAsync() => village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(bob, annHere), Village.Cancellation);
        Task SetOutAsync() =>
            village.Store.WriteAsync<int>(async work => await work.Db.OutboxEntries.ExecuteDeleteAsync(Village.Cancellation));
        Task<List<OutboxEntry>> SentAsync() => village.ReadAsync(db => db.OutboxEntries.AsNoTracking().ToListAsync(Village.Cancellation));
        async Task<string> IdAsync(OutboxEntry entry) =>
            JsonElement
                .Parse((await village.Get<OutboxActivities>().OfAsync(entry, Village.Cancellation))!.ToBytes())
                .GetProperty("id")
                .GetString()!;
    }

    [Theory, EachDatabase]
    public async Task A_wish_to_follow_that_nobody_answers_is_told_again_after_one_three_and_seven_days(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string carl = there.AddPerson("carl");
        long bob = await village.JoinAsync("bob");
        long lea = await village.JoinAsync("lea");
        await village.Store.WriteAsync<int>(async work =>
            await work
                .Db.Accounts.Where(a => a.Id == lea)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Locked, true), Village.Cancellation)
        );
        long annHere = await village.KnowAsync(ann);
        long carlHere = await village.KnowAsync(carl);
        foreach (long asked in (long[])[annHere, carlHere, lea])
        {
            await village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(bob, asked), Village.Cancellation);
        }

        await village.TakeAsync(there, ann, Follow(ann, $"{ann}#follows/1").Replace("bob", "lea", StringComparison.Ordinal));
        await village.TakeAsync(
            there,
            carl,
            $$"""{"type":"Accept","actor":"{{carl}}","object":{"type":"Follow","actor":"{{Village.Actor("bob")}}","object":"{{carl}}"} }"""
        );
        Assert.Equal(3, await village.ReadAsync(db => db.FollowRequests.CountAsync(Village.Cancellation)));

        List<int> told = [];
        for (int day = 0; day < 10; day++)
        {
            await village.Store.WriteAsync<int>(async work => await work.Db.OutboxEntries.ExecuteDeleteAsync(Village.Cancellation));
            told.Add(await village.Get<AskAgain>().RunAsync(Village.Cancellation));
            Assert.Equal(0, await village.Get<AskAgain>().RunAsync(Village.Cancellation));
            List<OutboxEntry> entries = await village.ReadAsync(db => db.OutboxEntries.ToListAsync(Village.Cancellation));
            Assert.All(entries, entry => Assert.Equal((OutboxAct.Follow, annHere), (entry.Act, entry.TargetId)));
            Assert.Equal(told[^1], entries.Count);
            village.Store.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 1, 0, 0], told);
    }
}
