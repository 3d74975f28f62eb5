using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
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

    private static async Task<FollowState> AskAsync(Fediverse world, long follower, long followee) =>
        Fediverse.Done(
            await world
                .Get<FollowAccountHandler>()
                .RunAsync(new FollowAccount(follower, followee, Uri: $"https://elsewhere.example/follows/{follower}"), Fediverse.Token)
        );

    private static async Task LockAsync(Fediverse world, long account, bool locked) =>
        Fediverse.Done(await world.Get<UpdateProfileHandler>().RunAsync(new UpdateProfile(account) { Locked = locked }, Fediverse.Token));
}
