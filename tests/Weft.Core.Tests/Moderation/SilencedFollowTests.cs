using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Core.Safety;
using Weft.Testing;

namespace Weft.Core.Tests.Moderation;

/// <summary>Who is of a silenced server asks before following, also where everybody else is let in.</summary>
public sealed class SilencedFollowTests
{
    [Theory, EachDatabase]
    public async Task A_follow_from_a_silenced_server_is_a_request(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        (long anna, long cem, long dan) = (
            await world.JoinAsync("anna"),
            await world.MeetAsync("cem", "loud.example"),
            await world.MeetAsync("dan", "quiet.example")
        );
        await world.JudgeAsync("loud.example", HostPolicy.Silenced);

        Assert.Equal(FollowState.Requested, await AskAsync(world, cem, anna));
        Assert.Equal(FollowState.Following, await AskAsync(world, dan, anna));
        Assert.True((await world.RelationAsync(anna, cem)).RequestedBy);

        await world.Get<AnswerFollowRequestHandler>().RunAsync(new AnswerFollowRequest(anna, cem, true), Fediverse.Token);
        Assert.True((await world.RelationAsync(anna, cem)).FollowedBy);
    }

    [Theory, EachDatabase]
    public async Task Whom_somebody_follows_there_may_follow_back(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        (long anna, long cem) = (await world.JoinAsync("anna"), await world.MeetAsync("cem", "loud.example"));
        await world.FollowAsync(anna, cem);
        await world.JudgeAsync("loud.example", HostPolicy.Silenced);

        Assert.Equal(FollowState.Following, await AskAsync(world, cem, anna));
    }

    [Theory, EachDatabase]
    public async Task Who_lets_everybody_in_from_now_on_does_not_let_in_those_of_silenced_servers(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        (long anna, long cem, long dan) = (
            await world.JoinAsync("anna"),
            await world.MeetAsync("cem", "loud.example"),
            await world.MeetAsync("dan", "quiet.example")
        );
        await LockAsync(world, anna, true);
        await AskAsync(world, cem, anna);
        await AskAsync(world, dan, anna);
        await world.JudgeAsync("loud.example", HostPolicy.Silenced);

        await LockAsync(world, anna, false);

        Assert.Equal(
            (false, true, true),
            (
                (await world.RelationAsync(anna, cem)).FollowedBy,
                (await world.RelationAsync(anna, cem)).RequestedBy,
                (await world.RelationAsync(anna, dan)).FollowedBy
            )
        );
    }

    [Theory, EachDatabase]
    public async Task Who_is_asked_is_told_of_that_and_of_nothing_else_from_there(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        (long anna, long cem) = (await world.JoinAsync("anna"), await world.MeetAsync("cem", "loud.example"));
        await world.JudgeAsync("loud.example", HostPolicy.Silenced);

        await AskAsync(world, cem, anna);
        await world.HearAsync(cem, "hey", anna);

        Page<NotificationModel> told = await world
            .Get<NotificationReader>()
            .PageAsync(anna, NotificationFilter.All, PageRequest.Newest(40), Fediverse.Token);
        Assert.Equal((NotificationKind.FollowRequest, cem), told.Items.Select(n => (n.Kind, n.Actor.Id)).Single());
        Assert.Equal(1, await world.Get<NotificationReader>().CountUnreadAsync(anna, NotificationFilter.All, 9, Fediverse.Token));

        await world.JudgeAsync("loud.example", HostPolicy.Suspended);
        Assert.Equal(0, await world.ToldAsync(anna));
    }

    [Theory, EachDatabase]
    public async Task Who_mutes_somebodys_notifications_is_not_told_that_they_ask(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        (long anna, long cem) = (await world.JoinAsync("anna"), await world.MeetAsync("cem", "loud.example"));
        await world.JudgeAsync("loud.example", HostPolicy.Silenced);
        Fediverse.Done(
            await world.Get<MuteAccountHandler>().RunAsync(new MuteAccount(anna, cem, HideNotifications: true), Fediverse.Token)
        );

        await AskAsync(world, cem, anna);

        Assert.Equal(0, await world.ToldAsync(anna));
        Assert.True((await world.RelationAsync(anna, cem)).RequestedBy);
    }

    private static async Task<FollowState> AskAsync(Fediverse world, long follower, long followee) =>
        Fediverse.Done(
            await world
                .Get<FollowAccountHandler>()
                .RunAsync(new FollowAccount(follower, followee, Uri: $"https://elsewhere.example/follows/{follower}"), Fediverse.Token)
        );

    private static async Task LockAsync(Fediverse world, long account, bool locked) =>
        Fediverse.Done(await world.Get<UpdateProfileHandler>().RunAsync(new UpdateProfile(account) { Locked = locked }, Fediverse.Token));
}
