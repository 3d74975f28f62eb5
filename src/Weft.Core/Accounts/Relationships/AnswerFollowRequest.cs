using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Lets somebody in who asked to follow, or does not.</summary>
/// <param name="AccountId">Who was asked.</param>
/// <param name="FollowerId">Who asks.</param>
/// <param name="Accept">Whether to let in.</param>
public sealed record AnswerFollowRequest(long AccountId, long FollowerId, bool Accept);

/// <summary>Does <see cref="AnswerFollowRequest"/>.</summary>
public sealed class AnswerFollowRequestHandler(IWriter writer)
{
    /// <summary>
    /// True when a request was answered, false when it had been accepted before. Not found when there is none. Who
    /// accepts is told of the new follower, in place of the request.
    /// </summary>
    public Task<Outcome<bool>> RunAsync(AnswerFollowRequest answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return writer.RunAsync(work => RunAsync(work, answer, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, AnswerFollowRequest answer, CancellationToken cancellation)
    {
        if (
            !await AccountLock.KeepAsync(work, cancellation, answer.AccountId)
            || !await AccountLock.TakeAsync(work, cancellation, answer.FollowerId)
        )
        {
            return Refused.NotFound;
        }

        FollowRequest? request = await work
            .Db.FollowRequests.AsNoTracking()
            .FirstOrDefaultAsync(r => r.FollowerId == answer.FollowerId && r.FolloweeId == answer.AccountId, cancellation);
        if (request is null || !await FollowRows.EndRequestAsync(work, answer.FollowerId, answer.AccountId, cancellation))
        {
            bool before =
                answer.Accept
                && await work.Db.Follows.AnyAsync(f => f.FollowerId == answer.FollowerId && f.FolloweeId == answer.AccountId, cancellation);
            return before ? false : Refused.NotFound;
        }

        if (answer.Accept)
        {
            Follow follow = await FollowRows.BeginAsync(
                work,
                answer.FollowerId,
                answer.AccountId,
                request.ShowReposts,
                request.Notify,
                cancellation
            );
            follow.Uri = request.Uri;
            if (!await work.IsLocalAsync(answer.AccountId, cancellation))
            {
                // The other server knows the Follow by this number, and an Undo names it again.
                follow.Id = request.Id;
            }

            await Notifier.AddAsync(work, NotificationKind.Follow, answer.AccountId, answer.FollowerId, null, null, cancellation);
        }

        if (request.Uri is not null)
        {
            OutboxAct act = answer.Accept ? OutboxAct.AcceptFollow : OutboxAct.RejectFollow;
            work.TellAccount(act, answer.AccountId, answer.FollowerId).Uri = request.Uri;
        }

        return true;
    }
}
