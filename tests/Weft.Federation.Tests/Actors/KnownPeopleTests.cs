using Weft.Core.Accounts.Relationships;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using Weft.Federation.Actors;
using Weft.Federation.Inbox;
using Weft.Federation.Tests.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.Actors;

/// <summary>People of other servers are kept in memory: what changes here is seen by the next activity.</summary>
public sealed class KnownPeopleTests
{
    [Theory, EachDatabase]
    public async Task Follows_that_begin_and_end_are_seen_at_once(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long annHere = await village.KnowAsync(ann);
        long bob = await village.JoinAsync("bob");

        Assert.False((await KnownAsync(village, ann))!.IsFollowedHere);
        Assert.Equal("The post concerns nobody here.", (await SayAsync(village, there, ann, "1")).Detail);
        // Who has asked to follow may be sent a post before the yes has come.
        await village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(bob, annHere), Village.Cancellation);
        Assert.Equal("The post is taken.", (await SayAsync(village, there, ann, "asked")).Detail);
        await village.FollowAsync(bob, annHere);
        Assert.True((await KnownAsync(village, ann)) is { IsFollowedHere: true, HasListeners: false });
        Assert.Equal("The post is taken.", (await SayAsync(village, there, ann, "2")).Detail);
        await village.Get<FollowAccountHandler>().RunAsync(new FollowAccount(bob, annHere, Notify: true), Village.Cancellation);
        Assert.True((await KnownAsync(village, ann))!.HasListeners);
        await village.Get<UnfollowAccountHandler>().RunAsync(new UnfollowAccount(bob, annHere), Village.Cancellation);
        Assert.False((await KnownAsync(village, ann))!.IsFollowedHere);
        Assert.Equal("The post concerns nobody here.", (await SayAsync(village, there, ann, "3")).Detail);
    }

    [Theory, EachDatabase]
    public async Task A_document_that_was_read_anew_a_server_that_was_suspended_and_an_end_are_seen_at_once(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await village.KnowAsync(ann);
        Assert.Null((await KnownAsync(village, ann))!.Following);

        there.AddPerson("ann", $",\"following\":\"{ann}/following\"");
        Assert.IsType<PersonOutcome.Found>(await village.Get<RemoteActors>().FetchAsync(ann, Village.Cancellation));
        Assert.Equal($"{ann}/following", (await KnownAsync(village, ann))!.Following);

        await JudgeAsync(village, HostPolicy.Suspended);
        Assert.True((await KnownAsync(village, ann))!.IsSuspended);
        await JudgeAsync(village, HostPolicy.Normal);
        Assert.False((await KnownAsync(village, ann))!.IsSuspended);

        InboxAnswer gone = await village.TakeAsync(
            there,
            ann,
            $$"""{"id":"{{ann}}#gone","type":"Delete","actor":"{{ann}}","object":"{{ann}}"}"""
        );
        Assert.Equal(202, gone.Status);
        Assert.Null(await KnownAsync(village, ann));
    }

    private static Task<RemotePerson?> KnownAsync(Village village, string actor) =>
        village.Get<RemoteActors>().KnownAsync(actor, Village.Cancellation);

    private static Task<InboxAnswer> SayAsync(Village village, RemoteServer there, string actor, string number) =>
        village.TakeAsync(
            there,
            actor,
            $$"""
            {"id":"{{actor}}/{{number}}/activity","type":"Create","actor":"{{actor}}","object":{"id":"{{actor}}/{{number}}","type":"Note",
            "attributedTo":"{{actor}}","to":["https://www.w3.org/ns/activitystreams#Public"],"content":"<p>Tea</p>"} }
            """
        );

    private static async Task JudgeAsync(Village village, HostPolicy policy) =>
        Assert.True((await village.Get<JudgeHostHandler>().RunAsync(new JudgeHost("m.example", policy), Village.Cancellation)).Succeeded);
}
