using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Moving;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Moderation;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Reports;
using Weft.Core.Safety;
using Weft.Federation.Actors;
using Weft.Federation.Delivery;
using Weft.Federation.Moving;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>People who go from server to server, and reports between servers.</summary>
public sealed class MoveTests
{
    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    private static string Alias(string of) => $",\"alsoKnownAs\":[\"{of}\"]";

    private static async Task<string> SayAsync(Village village, OutboxAct act)
    {
        OutboxEntry entry = await village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().Where(e => e.Act == act).OrderByDescending(e => e.Id).FirstAsync(Village.Cancellation)
        );
        return System.Text.Encoding.UTF8.GetString((await village.Get<OutboxActivities>().OfAsync(entry, Village.Cancellation))!.ToBytes());
    }

    /// <summary>What a start does.</summary>
    private static async Task MoveThoseLeftAsync(Village village)
    {
        MovedFollowers followers = village.Get<MovedFollowers>();
        foreach (long left in await followers.LeftAsync(Village.Cancellation))
        {
            await followers.RunAsync(left, Village.Cancellation);
        }
    }

    private static Task<bool> AsksAsync(Village village, long follower, long followee) =>
        village.ReadAsync(db =>
            db.FollowRequests.AnyAsync(r => r.FollowerId == follower && r.FolloweeId == followee, Village.Cancellation)
        );

    [Theory, EachDatabase]
    public async Task Who_follows_somebody_that_moves_follows_the_new_self(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string anne = elsewhere.AddPerson("anne", Alias(ann));
        long bob = await village.JoinAsync("bob");
        long old = await village.KnowAsync(ann);
        await village.FollowAsync(bob, old);

        await village.TakeAsync(there, ann, Act("Move", ann, "m1", $"\"{ann}\"", $",\"target\":\"{anne}\""));

        // Whoever told of it does not wait for that.
        long now = await village.KnowAsync(anne);
        Assert.True(await village.FollowsAsync(bob, old));
        await MoveThoseLeftAsync(village);
        Assert.False(await village.FollowsAsync(bob, old));
        Assert.True(await AsksAsync(village, bob, now));
        Assert.Equal(
            [OutboxAct.Follow, OutboxAct.Follow, OutboxAct.UndoFollow],
            await village.ReadAsync(db => db.OutboxEntries.OrderBy(e => e.Id).Select(e => e.Act).ToListAsync(Village.Cancellation))
        );

        // The old profile leads to the new one.
        Assert.Equal(now, (await village.Get<AccountReader>().FindAsync(old, Village.Cancellation))!.MovedTo?.Id);

        // Within a week it is not believed to have gone on.
        string third = elsewhere.AddPerson("third", Alias(ann));
        await village.FollowAsync(bob, old);
        await village.TakeAsync(there, ann, Act("Move", ann, "m2", $"\"{ann}\"", $",\"target\":\"{third}\""));
        // Nor does who follows the old self all the same follow the new one again.
        await MoveThoseLeftAsync(village);
        Assert.True(await village.FollowsAsync(bob, old));

        // Unless it is said once more.
        await village.TakeAsync(there, ann, Act("Move", ann, "m3", $"\"{ann}\"", $",\"target\":\"{anne}\""));
        await MoveThoseLeftAsync(village);
        Assert.False(await village.FollowsAsync(bob, old));
    }

    [Theory, EachDatabase]
    public async Task The_followers_are_moved_soon_and_those_that_a_stop_has_left_after_the_next_start(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        there.AddPerson("anne", Alias(ann));
        there.AddPerson("eva", Alias(eve));
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        long eveHere = await village.KnowAsync(eve);
        await village.FollowAsync(bob, annHere);
        await village.FollowAsync(bob, eveHere);
        MoveRounds rounds = village.Get<MoveRounds>();

        await MoveAsync(ann, "anne");
        Assert.True(await village.FollowsAsync(bob, annHere));
        await rounds.StartAsync(Village.Cancellation);
        await MovedAsync(annHere);
        await MoveAsync(eve, "eva");
        await MovedAsync(eveHere);
        await rounds.StopAsync(Village.Cancellation);

        Task MovedAsync(long old) => Eventually.GetAsync(() => village.FollowsAsync(bob, old), follows => !follows);

        Task MoveAsync(string old, string name) =>
            village.TakeAsync(there, old, Act("Move", old, "m", $"\"{old}\"", $",\"target\":\"{there.Person(name)}\""));
    }

    [Theory]
    [InlineData("no back reference")]
    [InlineData("somebody else")]
    [InlineData("gone on")]
    public async Task A_move_that_the_new_self_does_not_confirm_moves_nobody(string fault)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        string anne = elsewhere.AddPerson(
            "anne",
            fault switch
            {
                "no back reference" => Alias(eve),
                "gone on" => Alias(ann) + $",\"movedTo\":\"{elsewhere.Person("third")}\"",
                _ => Alias(ann),
            }
        );
        long bob = await village.JoinAsync("bob");
        long old = await village.KnowAsync(ann);
        await village.FollowAsync(bob, old);

        string mover = fault == "somebody else" ? eve : ann;
        await village.TakeAsync(
            there,
            mover,
            Act("Move", mover, "m1", $"\"{ann}\"", $",\"target\":\"{anne}\",\"to\":\"{Village.Actor("bob")}\"")
        );

        Assert.True(await village.FollowsAsync(bob, old));
    }

    [Theory, EachDatabase]
    public async Task Somebody_of_this_server_goes_when_the_new_self_says_so_and_takes_the_followers_along(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string bobby = there.AddPerson("bobby");
        long bob = await village.JoinAsync("bob");
        long cleo = await village.JoinAsync("cleo");
        await village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(cleo, bob), Village.Cancellation);
        long target = await village.KnowAsync(bobby);
        Moves moves = village.Get<Moves>();

        Outcome<bool> tooSoon = await moves.GoAsync(bob, "bob", target, Village.Cancellation);
        Assert.IsType<Refusal.Invalid>(tooSoon.Refusal);
        there.AddPerson("bobby", Alias(Village.Actor("bob")));
        Outcome<bool> gone = await moves.GoAsync(bob, "bob", target, Village.Cancellation);

        Assert.True(gone.Succeeded, $"{gone.Refusal}");
        Assert.False(await village.FollowsAsync(cleo, bob));
        Assert.True(await AsksAsync(village, cleo, target));
        string move = await SayAsync(village, OutboxAct.Move);
        Assert.Contains($"\"object\":\"{Village.Actor("bob")}\",\"target\":\"{bobby}\"", move, StringComparison.Ordinal);
        Assert.Contains($"\"movedTo\":\"{bobby}\"", await SayAsync(village, OutboxAct.UpdateProfile), StringComparison.Ordinal);

        Assert.Equal(target, (await village.Get<AccountReader>().FindAsync(bob, Village.Cancellation))!.MovedTo?.Id);
        PublishPostHandler publish = village.Get<PublishPostHandler>();
        Assert.IsType<Refusal.NotAllowed>((await publish.RunAsync(new PublishPost(bob, "Still here"), Village.Cancellation)).Refusal);

        MoveAccountHandler handler = village.Get<MoveAccountHandler>();
        Assert.True((await handler.RunAsync(new MoveAccount(bob, null), Village.Cancellation)).Succeeded);
        Assert.DoesNotContain("\"movedTo\":\"", await SayAsync(village, OutboxAct.UpdateProfile), StringComparison.Ordinal);
        Outcome<bool> again = await handler.RunAsync(new MoveAccount(bob, new NewSelf(target, bobby)), Village.Cancellation);
        Assert.IsType<Refusal.NotAllowed>(again.Refusal);
        Assert.Null((await village.Get<AccountReader>().FindAsync(bob, Village.Cancellation))!.MovedToId);
        Assert.True((await publish.RunAsync(new PublishPost(bob, "Back"), Village.Cancellation)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Other_selves_stand_in_the_profile_that_others_read(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        long bob = await village.JoinAsync("bob");

        SetAliasesHandler set = village.Get<SetAliasesHandler>();
        Assert.True((await set.RunAsync(new SetAliases(bob, ["https://m.example/users/bobby"]), Village.Cancellation)).Succeeded);
        Assert.IsType<Refusal.Invalid>((await set.RunAsync(new SetAliases(bob, ["bobby"]), Village.Cancellation)).Refusal);

        Assert.Contains(
            "\"alsoKnownAs\":[\"https://m.example/users/bobby\"]",
            await SayAsync(village, OutboxAct.UpdateProfile),
            StringComparison.Ordinal
        );
    }

    [Theory, EachDatabase]
    public async Task A_report_of_another_server_waits_for_the_moderators(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long cleo = await village.JoinAsync("cleo");
        long said = await village.SayAsync(bob, "Buy this");
        long others = await village.SayAsync(cleo, "Hello");
        string flag = Act(
            "Flag",
            ann,
            "f1",
            $"[\"{Village.Actor("bob")}\",\"{Village.Post("bob", said)}\",\"{Village.Post("cleo", others)}\"]",
            ",\"content\":\"Spam\""
        );

        await village.TakeAsync(there, ann, flag);
        await village.TakeAsync(there, ann, flag);

        Report report = Assert.Single(await village.ReadAsync(db => db.Reports.ToListAsync(Village.Cancellation)));
        Assert.Equal((await village.KnowAsync(ann), bob, "Spam"), (report.ReporterId, report.TargetId, report.Comment));
        Assert.Equal([said], report.PostIds);
    }

    [Theory, EachDatabase]
    public async Task Reports_of_a_server_whose_reports_are_not_wanted_are_left_out(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await village.JoinAsync("bob");
        await village
            .Get<JudgeHostHandler>()
            .RunAsync(new JudgeHost(there.Domain, HostPolicy.Normal, RejectReports: true), Village.Cancellation);

        await village.TakeAsync(there, ann, Act("Flag", ann, "f1", $"\"{Village.Actor("bob")}\"", ",\"content\":\"Spam\""));

        Assert.Empty(await village.ReadAsync(db => db.Reports.ToListAsync(Village.Cancellation)));
    }

    [Theory, EachDatabase]
    public async Task A_report_is_passed_on_by_the_server_itself_and_only_when_asked(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long annHere = await village.KnowAsync(ann);
        FileReportHandler file = village.Get<FileReportHandler>();

        await file.RunAsync(new FileReport(bob, annHere, [], "Quietly"), Village.Cancellation);
        Assert.Equal(0, await village.ReadAsync(db => db.OutboxEntries.CountAsync(e => e.Act == OutboxAct.Flag, Village.Cancellation)));
        await file.RunAsync(new FileReport(bob, annHere, [], "Rude", Forward: true), Village.Cancellation);

        string flag = await SayAsync(village, OutboxAct.Flag);
        Assert.Contains($"\"actor\":\"http://{Village.Host}/actor\"", flag, StringComparison.Ordinal);
        Assert.Contains($"\"object\":[\"{ann}\"]", flag, StringComparison.Ordinal);
        Assert.Contains("\"content\":\"Rude\"", flag, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", flag, StringComparison.Ordinal);
    }
}
