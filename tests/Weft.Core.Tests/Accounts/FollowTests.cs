using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Testing;

namespace Weft.Core.Tests.Accounts;

public sealed class FollowTests
{
    [Theory]
    [EachDatabase]
    public async Task Following_counts_on_both_sides_and_tells_the_followed(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");

        Outcome<FollowState> followed = await people.FollowAsync(ids[0], ids[1]);

        Assert.Equal(FollowState.Following, followed.Value);
        Assert.Equal(1, (await people.AccountAsync(ids[0])).FollowingCount);
        Assert.Equal(1, (await people.AccountAsync(ids[1])).FollowersCount);
        Assert.True((await people.RelationshipAsync(ids[0], ids[1])).Following);
        Assert.True((await people.RelationshipAsync(ids[1], ids[0])).FollowedBy);
        Assert.Contains(new RelationshipChanged(ids[0], ids[1]), people.Told);
        Assert.Contains(new NotificationAdded(ids[1], 1, NotificationKind.Follow), people.Told);
    }

    [Theory]
    [EachDatabase]
    public async Task Following_again_counts_once_and_changes_what_is_asked(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.FollowAsync(ids[0], ids[1]);

        await people.FollowAsync(ids[0], ids[1], reposts: false, notify: true);
        await people.FollowAsync(ids[0], ids[1]);

        RelationshipModel relationship = await people.RelationshipAsync(ids[0], ids[1]);
        Assert.False(relationship.ShowingReposts);
        Assert.True(relationship.Notifying);
        Assert.Equal(1, (await people.AccountAsync(ids[1])).FollowersCount);
        Assert.Single(people.Told, e => e is NotificationAdded);
    }

    [Theory]
    [EachDatabase]
    public async Task Unfollowing_undoes_it_and_is_no_fault_twice(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.FollowAsync(ids[0], ids[1]);

        Assert.True((await people.UnfollowAsync(ids[0], ids[1])).Value);
        Assert.False((await people.UnfollowAsync(ids[0], ids[1])).Value);

        Assert.Equal(0, (await people.AccountAsync(ids[0])).FollowingCount);
        Assert.Equal(0, (await people.AccountAsync(ids[1])).FollowersCount);
        Assert.False((await people.RelationshipAsync(ids[0], ids[1])).Following);
    }

    [Theory]
    [EachDatabase]
    public async Task A_locked_account_lets_followers_in_one_by_one(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");
        long cat = await people.JoinAsync("cat");
        long bob = await people.JoinAsync("bob", locked: true);

        Assert.Equal(FollowState.Requested, (await people.FollowAsync(ann, bob, reposts: false)).Value);
        Assert.Equal(FollowState.Requested, (await people.FollowAsync(ann, bob)).Value);
        Assert.Equal(FollowState.Requested, (await people.FollowAsync(cat, bob)).Value);
        Assert.True((await people.RelationshipAsync(ann, bob)).Requested);
        Assert.True((await people.RelationshipAsync(bob, ann)).RequestedBy);
        Assert.Equal(0, (await people.AccountAsync(bob)).FollowersCount);
        Page<AccountModel> waiting = await people.Lists.FollowRequestsAsync(bob, PageRequest.Newest(10), People.Cancellation);
        Assert.Equal(["cat", "ann"], waiting.Items.Select(a => a.Username));

        Assert.True((await people.AnswerAsync(bob, ann, accept: true)).Value);
        Assert.False((await people.AnswerAsync(bob, ann, accept: true)).Value);
        Assert.True((await people.AnswerAsync(bob, cat, accept: false)).Value);

        Assert.IsType<Refusal.NotFound>((await people.AnswerAsync(bob, cat, accept: true)).Refusal);
        RelationshipModel relationship = await people.RelationshipAsync(ann, bob);
        Assert.True(relationship.Following);
        Assert.False(relationship.ShowingReposts);
        Assert.Equal(1, (await people.AccountAsync(bob)).FollowersCount);
        Assert.Equal(0, (await people.AccountAsync(cat)).FollowingCount);
    }

    [Theory]
    [EachDatabase]
    public async Task A_request_can_be_withdrawn(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");
        long bob = await people.JoinAsync("bob", locked: true);
        await people.FollowAsync(ann, bob);

        Assert.True((await people.UnfollowAsync(ann, bob)).Value);

        Assert.False((await people.RelationshipAsync(ann, bob)).Requested);
        Assert.IsType<Refusal.NotFound>((await people.AnswerAsync(bob, ann, accept: true)).Refusal);
    }

    [Theory]
    [EachDatabase]
    public async Task A_follower_can_be_removed(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.FollowAsync(ids[0], ids[1]);

        Assert.True((await people.RemoveFollowerAsync(ids[1], ids[0])).Value);

        Assert.False((await people.RelationshipAsync(ids[0], ids[1])).Following);
        Assert.Equal(0, (await people.AccountAsync(ids[1])).FollowersCount);
    }

    [Theory]
    [EachDatabase]
    public async Task Nobody_does_it_to_oneself(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");

        Refusal?[] refusals =
        [
            (await people.FollowAsync(ann, ann)).Refusal,
            (await people.UnfollowAsync(ann, ann)).Refusal,
            (await people.RemoveFollowerAsync(ann, ann)).Refusal,
            (await people.BlockAsync(ann, ann)).Refusal,
            (await people.UnblockAsync(ann, ann)).Refusal,
            (await people.MuteAsync(ann, ann)).Refusal,
            (await people.UnmuteAsync(ann, ann)).Refusal,
        ];

        Assert.All(refusals, r => Assert.IsType<Refusal.NotAllowed>(r));
    }

    [Theory]
    [EachDatabase]
    public async Task Nobody_follows_blocks_or_mutes_who_is_not_there(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");

        Assert.IsType<Refusal.NotFound>((await people.FollowAsync(ann, 5)).Refusal);
        Assert.IsType<Refusal.NotFound>((await people.BlockAsync(ann, 5)).Refusal);
        Assert.IsType<Refusal.NotFound>((await people.MuteAsync(ann, 5)).Refusal);
        Assert.IsType<Refusal.NotFound>((await people.FollowAsync(5, ann)).Refusal);
    }
}
