using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class BlockAndMuteTests
{
    [Theory]
    [EachDatabase]
    public async Task A_block_ends_follows_both_ways_with_their_counts_and_notifications(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.FollowAsync(ids[0], ids[1]);
        await people.FollowAsync(ids[1], ids[0]);

        Assert.True((await people.BlockAsync(ids[0], ids[1])).Value);
        Assert.False((await people.BlockAsync(ids[0], ids[1])).Value);

        RelationshipModel relationship = await people.RelationshipAsync(ids[0], ids[1]);
        Assert.True(relationship.Blocking);
        Assert.False(relationship.Following || relationship.FollowedBy);
        Assert.True((await people.RelationshipAsync(ids[1], ids[0])).BlockedBy);
        foreach (long id in ids)
        {
            Assert.Equal(0, (await people.AccountAsync(id)).FollowersCount);
            Assert.Equal(0, (await people.AccountAsync(id)).FollowingCount);
        }

        await using WeftDb db = people.Store.Read();
        Assert.False(await db.Notifications.AnyAsync(Cancellation));
    }

    [Theory]
    [EachDatabase]
    public async Task A_block_ends_requests_both_ways(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann", locked: true);
        long bob = await people.JoinAsync("bob", locked: true);
        await people.FollowAsync(ann, bob);
        await people.FollowAsync(bob, ann);

        await people.BlockAsync(ann, bob);

        RelationshipModel relationship = await people.RelationshipAsync(ann, bob);
        Assert.False(relationship.Requested || relationship.RequestedBy);
    }

    [Theory]
    [EachDatabase]
    public async Task Where_one_blocks_the_other_neither_follows(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.BlockAsync(ids[0], ids[1]);

        Refusal.NotAllowed refusal = Assert.IsType<Refusal.NotAllowed>((await people.FollowAsync(ids[1], ids[0])).Refusal);
        Assert.Equal("This action is not allowed", refusal.Reason);
        Assert.IsType<Refusal.NotAllowed>((await people.FollowAsync(ids[0], ids[1])).Refusal);

        await people.UnblockAsync(ids[0], ids[1]);

        Assert.True((await people.FollowAsync(ids[1], ids[0])).Succeeded);
    }

    [Theory]
    [EachDatabase]
    public async Task A_follow_and_a_block_at_the_same_time_never_both_stand(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        for (int round = 0; round < 10; round++)
        {
            long[] ids = await people.JoinAsync($"ann{round}", $"bob{round}");

            await Task.WhenAll(people.FollowAsync(ids[0], ids[1]), people.BlockAsync(ids[1], ids[0]), people.FollowAsync(ids[1], ids[0]));

            RelationshipModel relationship = await people.RelationshipAsync(ids[0], ids[1]);
            Assert.True(relationship.BlockedBy);
            Assert.False(relationship.Following || relationship.FollowedBy);
            Assert.Equal(0, (await people.AccountAsync(ids[1])).FollowersCount);
        }
    }

    [Theory]
    [EachDatabase]
    public async Task A_mute_ends_when_it_was_to_end(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.MuteAsync(ids[0], ids[1], duration: TimeSpan.FromHours(1));

        RelationshipModel now = await people.RelationshipAsync(ids[0], ids[1]);
        Assert.True(now.Muting && now.MutingNotifications);
        Assert.Equal(people.Store.Clock.GetUtcNow().AddHours(1), now.MutingUntil);
        Assert.False((await people.RelationshipAsync(ids[1], ids[0])).Muting);

        people.Store.Clock.Advance(TimeSpan.FromHours(1));

        RelationshipModel later = await people.RelationshipAsync(ids[0], ids[1]);
        Assert.False(later.Muting || later.MutingNotifications);
        Assert.Empty((await people.Lists.MutesAsync(ids[0], PageRequest.Newest(10), Cancellation)).Items);
    }

    [Theory]
    [EachDatabase]
    public async Task Muting_again_changes_the_mute(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.MuteAsync(ids[0], ids[1], duration: TimeSpan.FromHours(1));

        await people.MuteAsync(ids[0], ids[1], notifications: false, duration: TimeSpan.Zero);

        RelationshipModel relationship = await people.RelationshipAsync(ids[0], ids[1]);
        Assert.True(relationship.Muting);
        Assert.False(relationship.MutingNotifications);
        Assert.Null(relationship.MutingUntil);
        MutedAccount muted = Assert.Single((await people.Lists.MutesAsync(ids[0], PageRequest.Newest(10), Cancellation)).Items);
        Assert.Null(muted.Until);
        Assert.True((await people.UnmuteAsync(ids[0], ids[1])).Value);
        Assert.False((await people.UnmuteAsync(ids[0], ids[1])).Value);
        Assert.False((await people.RelationshipAsync(ids[0], ids[1])).Muting);
    }

    [Theory]
    [EachDatabase]
    public async Task Stances_tell_all_that_a_viewer_is_to_others(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob", "cat", "dan", "eve");
        await people.FollowAsync(ids[0], ids[1]);
        await people.FollowAsync(ids[1], ids[0]);
        await people.MuteAsync(ids[0], ids[1]);
        await people.BlockAsync(ids[0], ids[2]);
        await people.BlockAsync(ids[3], ids[0]);

        await using WeftDb db = people.Store.Read();
        IReadOnlyDictionary<long, Stance> stances = await RelationshipReader.StancesAsync(
            db,
            ids[0],
            ids,
            people.Store.Clock.GetUtcNow(),
            Cancellation
        );

        Assert.Equal(Stance.Follows | Stance.FollowedBy | Stance.Mutes, stances[ids[1]]);
        Assert.Equal(Stance.Blocks, stances[ids[2]]);
        Assert.Equal(Stance.BlockedBy, stances[ids[3]]);
        Assert.Equal(3, stances.Count);
    }
}
