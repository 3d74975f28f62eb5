using Weft.Core.Accounts.Relationships;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Moving;

/// <summary>Somebody of this server follows the new self of an account that has moved, and the old one no longer.</summary>
/// <param name="FollowerId">Who follows.</param>
/// <param name="OldId">The account that has moved.</param>
/// <param name="NewId">Its new self.</param>
public sealed record MoveFollower(long FollowerId, long OldId, long NewId);

/// <summary>
/// Does <see cref="MoveFollower"/>, in one: there is no moment with neither. Where the new self can't be followed (it is
/// the follower, or one blocks the other), the old follow ends all the same.
/// </summary>
public sealed class MoveFollowerHandler(IWriter writer)
{
    /// <summary>True when there was a follow to move; doing it twice changes nothing.</summary>
    public Task<Outcome<bool>> RunAsync(MoveFollower move, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(move);
        return writer.RunAsync<bool>(work => MoveAsync(work, move, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> MoveAsync(Work work, MoveFollower move, CancellationToken cancellation)
    {
        if (await work.Db.Follows.FindAsync([move.FollowerId, move.OldId], cancellation) is not { } old)
        {
            return false;
        }

        await FollowAccountHandler.FollowAsync(
            work,
            new FollowAccount(move.FollowerId, move.NewId, old.ShowReposts, old.Notify),
            cancellation
        );
        work.Db.Entry(old).State = Microsoft.EntityFrameworkCore.EntityState.Detached;
        await UnfollowAccountHandler.UnfollowAsync(work, new UnfollowAccount(move.FollowerId, move.OldId), cancellation);
        return true;
    }
}
