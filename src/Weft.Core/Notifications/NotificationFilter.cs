using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Which notifications are asked for.</summary>
/// <param name="Kinds">Only these; null for all.</param>
/// <param name="ExcludedKinds">Not these; null for no exception.</param>
/// <param name="ActorId">Only what this account did; null for whoever did it.</param>
public sealed record NotificationFilter(
    IReadOnlyCollection<NotificationKind>? Kinds = null,
    IReadOnlyCollection<NotificationKind>? ExcludedKinds = null,
    long? ActorId = null
)
{
    /// <summary>All of them.</summary>
    public static NotificationFilter All { get; } = new();

    /// <summary>
    /// The account's notifications that are asked for and to be shown now. Left out is what came from somebody whom the
    /// account blocks, by whom it is blocked, or whom it mutes with notifications; what came from a muted conversation or a
    /// server that is shut out; what came from a silenced one, unless the account follows who did it or is asked by them;
    /// and what is about a post that is gone or that the account may no longer see.
    /// </summary>
    internal IQueryable<Notification> Shown(WeftDb db, long accountId, DateTimeOffset now)
    {
        IQueryable<ShutOut> shut = db.ShutOut();
        IQueryable<Post> visible = db.Posts.VisibleTo(db, accountId);
        IQueryable<Notification> shown = db.Notifications.Where(n =>
            n.AccountId == accountId
            && db.Accounts.Any(a =>
                a.Id == n.ActorId
                && (
                    a.Standing == HostPolicy.Normal
                    || a.Standing == HostPolicy.Silenced
                        && (
                            n.Kind == NotificationKind.FollowRequest
                            || db.Follows.Any(f => f.FollowerId == accountId && f.FolloweeId == a.Id)
                        )
                )
            )
            && !shut.Any(s => s.AccountId == accountId && s.TargetId == n.ActorId)
            && !db.Blocks.Any(b => b.AccountId == accountId && b.TargetId == n.ActorId)
            && !db.Blocks.Any(b => b.AccountId == n.ActorId && b.TargetId == accountId)
            && !db.Mutes.Any(m =>
                m.AccountId == accountId && m.TargetId == n.ActorId && m.HideNotifications && (m.ExpiresAt == null || m.ExpiresAt > now)
            )
            && (
                n.ConversationId == null || !db.ConversationMutes.Any(m => m.AccountId == accountId && m.ConversationId == n.ConversationId)
            )
            && (n.PostId == null || visible.Any(p => p.Id == n.PostId))
        );
        if (Kinds is not null)
        {
            shown = shown.Where(n => Kinds.Contains(n.Kind));
        }

        if (ExcludedKinds is not null)
        {
            shown = shown.Where(n => !ExcludedKinds.Contains(n.Kind));
        }

        return ActorId is long actor ? shown.Where(n => n.ActorId == actor) : shown;
    }

    /// <summary>As <see cref="Shown"/>, for what is newer than the account has read.</summary>
    internal async Task<IQueryable<Notification>> UnreadAsync(WeftDb db, long accountId, DateTimeOffset now, CancellationToken cancellation)
    {
        long read = await db
            .Markers.Where(m => m.AccountId == accountId && m.Timeline == Marker.Notifications)
            .Select(m => m.LastReadId)
            .FirstOrDefaultAsync(cancellation);
        return Shown(db, accountId, now).Where(n => n.Number > read);
    }
}
