using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Blocks an account: neither sees the other, follows and requests end both ways, and what was told is gone.</summary>
/// <param name="AccountId">Who blocks.</param>
/// <param name="TargetId">Whom.</param>
public sealed record BlockAccount(long AccountId, long TargetId);

/// <summary>Does <see cref="BlockAccount"/>.</summary>
public sealed class BlockAccountHandler(IWriter writer)
{
    /// <summary>True when the block is new; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(BlockAccount block, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(block);
        return writer.RunAsync(work => RunAsync(work, block.AccountId, block.TargetId, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, long accountId, long targetId, CancellationToken cancellation)
    {
        if (accountId == targetId)
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        // Both are taken, since a follow takes who follows: either this sees the follow, or the follow sees the block.
        if (!await AccountLock.TakeAsync(work, cancellation, accountId, targetId))
        {
            return Refused.NotFound;
        }

        if (await work.Db.Blocks.AnyAsync(b => b.AccountId == accountId && b.TargetId == targetId, cancellation))
        {
            return false;
        }

        int shard = SnowflakeId.ShardOf(accountId);
        Block block = new()
        {
            AccountId = accountId,
            TargetId = targetId,
            Id = work.Ids.Next(shard),
            Shard = shard,
        };
        work.Db.Blocks.Add(block);
        if (await work.IsForeignToLocalAsync(accountId, targetId, cancellation))
        {
            await RejectAsync(work, accountId, targetId, cancellation);
            work.TellAccount(OutboxAct.Block, accountId, targetId).SubjectId = block.Id;
        }

        await FollowRows.EndAsync(work, accountId, targetId, cancellation);
        await FollowRows.EndAsync(work, targetId, accountId, cancellation);
        await FollowRows.EndRequestAsync(work, accountId, targetId, cancellation);
        await FollowRows.EndRequestAsync(work, targetId, accountId, cancellation);
        await work
            .Db.Notifications.Where(n =>
                n.ActorId == targetId && n.AccountId == accountId || n.ActorId == accountId && n.AccountId == targetId
            )
            .ExecuteDeleteAsync(cancellation);
        work.Raise(new RelationshipChanged(accountId, targetId, BothWays: true));
        return true;
    }

    /// <summary>Ends a follow, or a request, in words that all servers know: not all know what a block is.</summary>
    private static async Task RejectAsync(Work work, long accountId, long followerId, CancellationToken cancellation)
    {
        string? uri =
            await work
                .Db.Follows.Where(f => f.FollowerId == followerId && f.FolloweeId == accountId)
                .Select(f => f.Uri)
                .FirstOrDefaultAsync(cancellation)
            ?? await work
                .Db.FollowRequests.Where(r => r.FollowerId == followerId && r.FolloweeId == accountId)
                .Select(r => r.Uri)
                .FirstOrDefaultAsync(cancellation);
        if (uri is not null)
        {
            work.TellAccount(OutboxAct.RejectFollow, accountId, followerId).Uri = uri;
        }
    }
}
