using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>What each command that begins or ends a follow has to keep true: the row, both counts, what was told.</summary>
internal static class FollowRows
{
    /// <summary>Whether one of two accounts blocks the other.</summary>
    public static Task<bool> IsBlockedAsync(Work work, long one, long other, CancellationToken cancellation) =>
        work.Db.Blocks.AnyAsync(b => b.AccountId == one && b.TargetId == other || b.AccountId == other && b.TargetId == one, cancellation);

    /// <summary>Adds the follow; the caller knows that there is none.</summary>
    public static async Task BeginAsync(
        Work work,
        long followerId,
        long followeeId,
        bool showReposts,
        bool notify,
        CancellationToken cancellation
    )
    {
        int shard = SnowflakeId.ShardOf(followerId);
        work.Db.Follows.Add(
            new Follow
            {
                FollowerId = followerId,
                FolloweeId = followeeId,
                Id = work.Ids.Next(shard),
                Shard = shard,
                ShowReposts = showReposts,
                Notify = notify,
            }
        );
        await CountAsync(work, followerId, followeeId, 1, cancellation);
        work.Raise(new RelationshipChanged(followerId, followeeId));
    }

    /// <summary>Ends the follow, if there is one, and takes back what was told of it.</summary>
    /// <returns>True when there was one.</returns>
    public static async Task<bool> EndAsync(Work work, long followerId, long followeeId, CancellationToken cancellation)
    {
        int ended = await work
            .Db.Follows.Where(f => f.FollowerId == followerId && f.FolloweeId == followeeId)
            .ExecuteDeleteAsync(cancellation);
        if (ended == 0)
        {
            return false;
        }

        await CountAsync(work, followerId, followeeId, -1, cancellation);
        await Notifier.RemoveAsync(work, NotificationKind.Follow, followeeId, followerId, null, cancellation);
        work.Raise(new RelationshipChanged(followerId, followeeId));
        return true;
    }

    /// <summary>Ends the request, if there is one, and takes back what was told of it.</summary>
    /// <returns>True when there was one.</returns>
    public static async Task<bool> EndRequestAsync(Work work, long followerId, long followeeId, CancellationToken cancellation)
    {
        int ended = await work
            .Db.FollowRequests.Where(r => r.FollowerId == followerId && r.FolloweeId == followeeId)
            .ExecuteDeleteAsync(cancellation);
        if (ended == 0)
        {
            return false;
        }

        await Notifier.RemoveAsync(work, NotificationKind.FollowRequest, followeeId, followerId, null, cancellation);
        work.Raise(new RelationshipChanged(followerId, followeeId));
        return true;
    }

    private static async Task CountAsync(Work work, long followerId, long followeeId, int delta, CancellationToken cancellation)
    {
        await work
            .Db.Accounts.Where(a => a.Id == followerId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FollowingCount, a => a.FollowingCount + delta), cancellation);
        int shard = SnowflakeId.ShardOf(followerId);
        work.Db.CountChanges.Add(
            new CountChange
            {
                Id = work.Ids.Next(shard),
                Shard = shard,
                TargetId = followeeId,
                Kind = CountKind.Followers,
                Delta = delta,
            }
        );
        work.Raise(new AccountCountsChanged([followerId, followeeId]));
    }
}
