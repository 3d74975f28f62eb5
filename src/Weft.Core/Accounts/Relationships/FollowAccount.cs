using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>
/// Follows an account, asks to where it lets followers in one by one or the follower is of a silenced server, or changes a
/// follow that there is.
/// </summary>
/// <param name="FollowerId">Who follows.</param>
/// <param name="FolloweeId">Whom.</param>
/// <param name="ShowReposts">Whether its reposts come to the follower's home; null leaves it (at first: yes).</param>
/// <param name="Notify">Whether the follower is told of each post; null leaves it (at first: no).</param>
/// <param name="Uri">The id of the other server's Follow, when the follower is of another server.</param>
public sealed record FollowAccount(long FollowerId, long FolloweeId, bool? ShowReposts = null, bool? Notify = null, string? Uri = null);

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
    /// <summary>
    /// Whoever asks once more another server that has not answered for this long has the request sent once more: it may have
    /// been lost there, or the answer here.
    /// </summary>
    public static readonly TimeSpan SentAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Refused where the account is one's own, is gone, or where one of the two blocks the other.</summary>
    public Task<Outcome<FollowState>> RunAsync(FollowAccount follow, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(follow);
        return writer.RunAsync(work => FollowAsync(work, follow, cancellation), cancellation);
    }

    internal static async Task<Outcome<FollowState>> FollowAsync(Work work, FollowAccount ask, CancellationToken cancellation)
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

        // Another server answers when it likes, so until then it is a request.
        bool foreign = !await work.IsLocalAsync(ask.FolloweeId, cancellation);
        if (
            foreign
            || await IsLockedAsync(work, ask.FolloweeId, cancellation)
            || ask.Uri is not null && await FollowRows.IsFromSilencedAsync(work, ask.FollowerId, ask.FolloweeId, cancellation)
        )
        {
            return await RequestAsync(work, ask, foreign, cancellation);
        }

        Follow begun = await FollowRows.BeginAsync(
            work,
            ask.FollowerId,
            ask.FolloweeId,
            ask.ShowReposts ?? true,
            ask.Notify ?? false,
            cancellation
        );
        if (ask.Uri is not null)
        {
            begun.Uri = ask.Uri;
            work.TellAccount(OutboxAct.AcceptFollow, ask.FolloweeId, ask.FollowerId).Uri = ask.Uri;
        }

        await Notifier.AddAsync(work, NotificationKind.Follow, ask.FolloweeId, ask.FollowerId, null, null, cancellation);
        return FollowState.Following;
    }

    private static FollowState Change(Work work, FollowAccount ask, Follow follow)
    {
        if (ask.Uri is not null)
        {
            // The other server has forgotten, or has not heard: it is told once more.
            follow.Uri = ask.Uri;
            work.TellAccount(OutboxAct.AcceptFollow, ask.FolloweeId, ask.FollowerId).Uri = ask.Uri;
            return FollowState.Following;
        }

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

    private static async Task<FollowState> RequestAsync(Work work, FollowAccount ask, bool foreign, CancellationToken cancellation)
    {
        if (await work.Db.FollowRequests.FindAsync([ask.FollowerId, ask.FolloweeId], cancellation) is FollowRequest pending)
        {
            pending.ShowReposts = ask.ShowReposts ?? pending.ShowReposts;
            pending.Notify = ask.Notify ?? pending.Notify;
            pending.Uri = ask.Uri ?? pending.Uri;
            if (
                foreign
                && work.Now - SnowflakeId.TimeOf(pending.Id) >= SentAgainAfter
                && !await IsUnderWayAsync(work, pending, cancellation)
            )
            {
                SendRequest(work, pending.FollowerId, pending.FolloweeId, pending.Id);
            }

            return FollowState.Requested;
        }

        int shard = SnowflakeId.ShardOf(ask.FollowerId);
        FollowRequest request = new()
        {
            FollowerId = ask.FollowerId,
            FolloweeId = ask.FolloweeId,
            Id = work.Ids.Next(shard),
            Shard = shard,
            ShowReposts = ask.ShowReposts ?? true,
            Notify = ask.Notify ?? false,
            Uri = ask.Uri,
        };
        work.Db.FollowRequests.Add(request);
        if (foreign)
        {
            SendRequest(work, request.FollowerId, request.FolloweeId, request.Id);
        }

        await Notifier.AddAsync(work, NotificationKind.FollowRequest, ask.FolloweeId, ask.FollowerId, null, null, cancellation);
        work.Raise(new RelationshipChanged(ask.FollowerId, ask.FolloweeId));
        return FollowState.Requested;
    }

    /// <summary>Tells the other server that it is asked.</summary>
    internal static void SendRequest(Work work, long followerId, long followeeId, long requestId) =>
        work.TellAccount(OutboxAct.Follow, followerId, followeeId).SubjectId = requestId;

    /// <summary>The request before it has not got there yet: the other server may be away.</summary>
    private static Task<bool> IsUnderWayAsync(Work work, FollowRequest request, CancellationToken cancellation) =>
        work.Db.OutboxEntries.AnyAsync(e => e.Id > request.Id && e.Act == OutboxAct.Follow && e.SubjectId == request.Id, cancellation);

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
