using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>What each command that begins or ends a follow has to keep true: the row, both counts, what was told.</summary>
internal static class FollowRows
{
    /// <summary>Whether one of two accounts blocks the other, or the other's server.</summary>
    public static async Task<bool> IsBlockedAsync(Work work, long one, long other, CancellationToken cancellation) =>
        await work.Db.Blocks.AnyAsync(
            b => b.AccountId == one && b.TargetId == other || b.AccountId == other && b.TargetId == one,
            cancellation
        )
        || await work
            .Db.ShutOut()
            .AnyAsync(s => s.AccountId == one && s.TargetId == other || s.AccountId == other && s.TargetId == one, cancellation);

    /// <summary>
    /// Whether the follower is of a silenced server and not followed by the other: such followers are let in one by one, also
    /// by who lets everybody else in.
    /// </summary>
    public static Task<bool> IsFromSilencedAsync(Work work, long followerId, long followeeId, CancellationToken cancellation) =>
        work.Db.Accounts.AnyAsync(
            a =>
                a.Id == followerId
                && a.Standing == HostPolicy.Silenced
                && !work.Db.Follows.Any(f => f.FollowerId == followeeId && f.FolloweeId == followerId),
            cancellation
        );

    /// <summary>Adds the follow; the caller knows that there is none.</summary>
    public static async Task<Follow> BeginAsync(
        Work work,
        long followerId,
        long followeeId,
        bool showReposts,
        bool notify,
        CancellationToken cancellation
    )
    {
        Follow follow = Add(work, followerId, followeeId, showReposts, notify);
        await CountAsync(work, [followerId], followeeId, 1, cancellation);
        work.Raise(new RelationshipChanged(followerId, followeeId));
        return follow;
    }

    /// <summary>The id of the follow, or of the request for it; 0 when there is neither.</summary>
    public static async Task<long> IdAsync(Work work, long followerId, long followeeId, CancellationToken cancellation)
    {
        long follow = await work
            .Db.Follows.Where(f => f.FollowerId == followerId && f.FolloweeId == followeeId)
            .Select(f => f.Id)
            .FirstOrDefaultAsync(cancellation);
        return follow != 0
            ? follow
            : await work
                .Db.FollowRequests.Where(r => r.FollowerId == followerId && r.FolloweeId == followeeId)
                .Select(r => r.Id)
                .FirstOrDefaultAsync(cancellation);
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

        await CountAsync(work, [followerId], followeeId, -1, cancellation);
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

    /// <summary>
    /// Lets in all who asked to follow, but for those of silenced servers who would have to ask anyway. The caller has taken
    /// the account; nobody is told of each follower.
    /// </summary>
    public static async Task AcceptAllAsync(Work work, long followeeId, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        // Taking a request and knowing it are one statement, since it may be withdrawn at the same time.
        List<FollowRequest> waiting = await db
            .FollowRequests.FromSql(
                $"""
                DELETE FROM "FollowRequests" WHERE "FolloweeId" = {followeeId} AND NOT EXISTS (
                    SELECT 1 FROM "Accounts" AS a
                    WHERE a."Id" = "FollowRequests"."FollowerId" AND a."Standing" = {(int)HostPolicy.Silenced} AND NOT EXISTS (
                        SELECT 1 FROM "Follows" AS f WHERE f."FollowerId" = {followeeId} AND f."FolloweeId" = a."Id"
                    )
                )
                RETURNING "FollowerId", "FolloweeId", "Id", "Shard", "ShowReposts", "Notify", "Uri"
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        List<long> living = await AccountLock.TakeThoseAsync(work, cancellation, [.. waiting.Select(r => r.FollowerId)]);
        if (living.Count == 0)
        {
            return;
        }

        foreach (FollowRequest request in waiting.Where(r => living.Contains(r.FollowerId)).OrderBy(r => r.Id))
        {
            Add(work, request.FollowerId, followeeId, request.ShowReposts, request.Notify).Uri = request.Uri;
            if (request.Uri is not null)
            {
                work.TellAccount(OutboxAct.AcceptFollow, followeeId, request.FollowerId).Uri = request.Uri;
            }

            work.Raise(new RelationshipChanged(request.FollowerId, followeeId));
        }

        await CountAsync(work, living, followeeId, 1, cancellation);
        await db
            .Notifications.Where(n => n.AccountId == followeeId && n.Kind == NotificationKind.FollowRequest && living.Contains(n.ActorId))
            .ExecuteDeleteAsync(cancellation);
    }

    private static Follow Add(Work work, long followerId, long followeeId, bool showReposts, bool notify)
    {
        int shard = SnowflakeId.ShardOf(followerId);
        Follow follow = new()
        {
            FollowerId = followerId,
            FolloweeId = followeeId,
            Id = work.Ids.Next(shard),
            Shard = shard,
            ShowReposts = showReposts,
            Notify = notify,
        };
        work.Db.Follows.Add(follow);
        return follow;
    }

    /// <summary>Counts on both sides; what the followee gains or loses is noted once for all.</summary>
    private static async Task CountAsync(Work work, List<long> followerIds, long followeeId, int delta, CancellationToken cancellation)
    {
        await work
            .Db.Accounts.Where(a => followerIds.Contains(a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FollowingCount, a => a.FollowingCount + delta), cancellation);
        int shard = SnowflakeId.ShardOf(followerIds[0]);
        work.Db.CountChanges.Add(
            new CountChange
            {
                Id = work.Ids.Next(shard),
                Shard = shard,
                TargetId = followeeId,
                Kind = CountKind.Followers,
                Delta = delta * followerIds.Count,
            }
        );
        work.Raise(new AccountCountsChanged([.. followerIds, followeeId]));
    }
}
