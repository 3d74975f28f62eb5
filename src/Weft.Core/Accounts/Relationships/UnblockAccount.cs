using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Ends a block. What the block ended does not come back.</summary>
/// <param name="AccountId">Who blocks.</param>
/// <param name="TargetId">Whom.</param>
public sealed record UnblockAccount(long AccountId, long TargetId);

/// <summary>Does <see cref="UnblockAccount"/>.</summary>
public sealed class UnblockAccountHandler(IWriter writer)
{
    /// <summary>True when a block ended; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(UnblockAccount unblock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unblock);
        return writer.RunAsync(work => RunAsync(work, unblock, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, UnblockAccount unblock, CancellationToken cancellation)
    {
        if (unblock.AccountId == unblock.TargetId)
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        IQueryable<Block> own = work.Db.Blocks.Where(b => b.AccountId == unblock.AccountId && b.TargetId == unblock.TargetId);
        long blockId = await own.Select(b => b.Id).FirstOrDefaultAsync(cancellation);
        int ended = await own.ExecuteDeleteAsync(cancellation);
        if (ended > 0)
        {
            if (await work.IsForeignToLocalAsync(unblock.AccountId, unblock.TargetId, cancellation))
            {
                work.TellAccount(OutboxAct.UndoBlock, unblock.AccountId, unblock.TargetId).SubjectId = blockId;
            }

            work.Raise(new RelationshipChanged(unblock.AccountId, unblock.TargetId, BothWays: true));
        }

        return ended > 0;
    }
}
