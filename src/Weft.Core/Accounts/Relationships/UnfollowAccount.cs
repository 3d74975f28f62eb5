using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Ends a follow, or withdraws the request for one.</summary>
/// <param name="FollowerId">Who follows or asks.</param>
/// <param name="FolloweeId">Whom.</param>
public sealed record UnfollowAccount(long FollowerId, long FolloweeId);

/// <summary>Does <see cref="UnfollowAccount"/>.</summary>
public sealed class UnfollowAccountHandler(IWriter writer)
{
    /// <summary>True when something ended; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(UnfollowAccount unfollow, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unfollow);
        return writer.RunAsync(work => UnfollowAsync(work, unfollow, cancellation), cancellation);
    }

    internal static async Task<Outcome<bool>> UnfollowAsync(Work work, UnfollowAccount unfollow, CancellationToken cancellation)
    {
        if (unfollow.FollowerId == unfollow.FolloweeId)
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        long subject = await FollowRows.IdAsync(work, unfollow.FollowerId, unfollow.FolloweeId, cancellation);
        bool ended = await FollowRows.EndAsync(work, unfollow.FollowerId, unfollow.FolloweeId, cancellation);
        bool withdrawn = await FollowRows.EndRequestAsync(work, unfollow.FollowerId, unfollow.FolloweeId, cancellation);
        if ((ended || withdrawn) && await work.IsForeignToLocalAsync(unfollow.FollowerId, unfollow.FolloweeId, cancellation))
        {
            work.TellAccount(OutboxAct.UndoFollow, unfollow.FollowerId, unfollow.FolloweeId).SubjectId = subject;
        }

        return ended || withdrawn;
    }
}
