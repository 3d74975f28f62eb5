using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Who wants to be told of what somebody did.</summary>
internal static class Wanting
{
    private static readonly CompiledQuery<Func<WeftDb, long[], long, long?, bool, DateTimeOffset, IAsyncEnumerable<long>>> Query = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long[] ids, long actorId, long? conversationId, bool asks, DateTimeOffset now) =>
                db
                    .Accounts.Where(a =>
                        ids.Contains(a.Id)
                        && a.Domain == null
                        && a.Id != actorId
                        && !db.Blocks.Any(b => b.AccountId == a.Id && b.TargetId == actorId)
                        && !db.Blocks.Any(b => b.AccountId == actorId && b.TargetId == a.Id)
                        && !db.DomainBlocks.Any(b =>
                            b.AccountId == a.Id
                            && db.Accounts.Any(o => o.Id == actorId && (o.Domain == b.Domain || o.Domain!.EndsWith("." + b.Domain)))
                        )
                        && !db.Accounts.Any(o =>
                            o.Id == actorId
                            && o.Standing != HostPolicy.Normal
                            && (
                                o.Standing == HostPolicy.Suspended
                                || !asks && !db.Follows.Any(f => f.FollowerId == a.Id && f.FolloweeId == actorId)
                            )
                        )
                        && !db.Mutes.Any(m =>
                            m.AccountId == a.Id
                            && m.TargetId == actorId
                            && m.HideNotifications
                            && (m.ExpiresAt == null || m.ExpiresAt > now)
                        )
                        && !db.ConversationMutes.Any(m => m.AccountId == a.Id && m.ConversationId == conversationId)
                    )
                    .Select(a => a.Id)
        )
    );

    /// <summary>
    /// Those of the accounts that exist and want to be told: not the actor, nobody who blocks the actor or is blocked,
    /// nobody who mutes the actor's notifications or the conversation. Somebody of a silenced server is heard by those who
    /// follow them, and by whom they ask to follow: only these can answer.
    /// </summary>
    public static async Task<List<long>> AmongAsync(
        Work work,
        NotificationKind kind,
        long[] ids,
        long actorId,
        long? conversationId,
        CancellationToken cancellation
    )
    {
        List<long> wanting = [];
        bool asks = kind == NotificationKind.FollowRequest;
        await foreach (long id in Query.For(work.Db)(work.Db, ids, actorId, conversationId, asks, work.Now).WithCancellation(cancellation))
        {
            wanting.Add(id);
        }

        return wanting;
    }
}
