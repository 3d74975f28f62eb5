using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Follows an account, asks to where it lets followers in one by one, or changes a follow that there is.</summary>
/// <param name="FollowerId">Who follows.</param>
/// <param name="FolloweeId">Whom.</param>
/// <param name="ShowReposts">Whether its reposts come to the follower's home; null leaves it (at first: yes).</param>
/// <param name="Notify">Whether the follower is told of each post; null leaves it (at first: no).</param>
public sealed record FollowAccount(long FollowerId, long FolloweeId, bool? ShowReposts = null, bool? Notify = null);

/// <summary>What following came to.</summary>
public enum FollowState
{
    /// <summary>The account is followed.</summary>
    Following,

    /// <summary>The account was asked.</summary>
    Requested,
}

/// <summary>Does <see cref="FollowAccount"/>.</summary>
public sealed class FollowAccountHandler(IWriter writer)
{
    /// <summary>Refused where the account is one's own, is gone, or where one of the two blocks the other.</summary>
    public Task<Outcome<FollowState>> RunAsync(FollowAccount follow, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(follow);
        return writer.RunAsync(work => RunAsync(work, follow, cancellation), cancellation);
    }

    private static async Task<Outcome<FollowState>> RunAsync(Work work, FollowAccount ask, CancellationToken cancellation)
    {
        if (ask.FollowerId == ask.FolloweeId)
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        if (
            !await AccountLock.KeepAsync(work, cancellation, ask.FolloweeId)
            || !await AccountLock.TakeAsync(work, cancellation, ask.FollowerId)
        )
        {
            return Refused.NotFound;
        }

        if (await FollowRows.IsBlockedAsync(work, ask.FollowerId, ask.FolloweeId, cancellation))
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        if (await work.Db.Follows.FindAsync([ask.FollowerId, ask.FolloweeId], cancellation) is Follow follow)
        {
            return Change(work, ask, follow);
        }

        if (await IsLockedAsync(work, ask.FolloweeId, cancellation))
        {
            return await RequestAsync(work, ask, cancellation);
        }

        await FollowRows.BeginAsync(work, ask.FollowerId, ask.FolloweeId, ask.ShowReposts ?? true, ask.Notify ?? false, cancellation);
        await Notifier.AddAsync(work, NotificationKind.Follow, ask.FolloweeId, ask.FollowerId, null, null, cancellation);
        return FollowState.Following;
    }

    private static FollowState Change(Work work, FollowAccount ask, Follow follow)
    {
        bool showReposts = ask.ShowReposts ?? follow.ShowReposts;
        bool notify = ask.Notify ?? follow.Notify;
        if (showReposts != follow.ShowReposts || notify != follow.Notify)
        {
            follow.ShowReposts = showReposts;
            follow.Notify = notify;
            work.Raise(new RelationshipChanged(ask.FollowerId, ask.FolloweeId));
        }

        return FollowState.Following;
    }

    private static async Task<FollowState> RequestAsync(Work work, FollowAccount ask, CancellationToken cancellation)
    {
        if (await work.Db.FollowRequests.FindAsync([ask.FollowerId, ask.FolloweeId], cancellation) is FollowRequest pending)
        {
            pending.ShowReposts = ask.ShowReposts ?? pending.ShowReposts;
            pending.Notify = ask.Notify ?? pending.Notify;
            return FollowState.Requested;
        }

        int shard = SnowflakeId.ShardOf(ask.FollowerId);
        work.Db.FollowRequests.Add(
            new FollowRequest
            {
                FollowerId = ask.FollowerId,
                FolloweeId = ask.FolloweeId,
                Id = work.Ids.Next(shard),
                Shard = shard,
                ShowReposts = ask.ShowReposts ?? true,
                Notify = ask.Notify ?? false,
            }
        );
        await Notifier.AddAsync(work, NotificationKind.FollowRequest, ask.FolloweeId, ask.FollowerId, null, null, cancellation);
        work.Raise(new RelationshipChanged(ask.FollowerId, ask.FolloweeId));
        return FollowState.Requested;
    }

    /// <summary>
    /// Asked twice where it is: a profile that unlocks meanwhile lets in those who wait, and whoever came after it
    /// looked has to be let in here.
    /// </summary>
    private static async Task<bool> IsLockedAsync(Work work, long accountId, CancellationToken cancellation)
    {
        IQueryable<Account> locked = work.Db.Accounts.Where(a => a.Id == accountId && a.Locked);
        return await locked.AnyAsync(cancellation)
            && await AccountLock.FreezeAsync(work, cancellation, accountId)
            && await locked.AnyAsync(cancellation);
    }
}
