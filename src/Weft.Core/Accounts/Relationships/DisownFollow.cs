using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Another server takes one of us for a follower of one of its people, and there is no such follow.</summary>
/// <param name="FollowerId">Who is thought to follow: an account of this server.</param>
/// <param name="FolloweeId">Whom: an account of the other server.</param>
public sealed record DisownFollow(long FollowerId, long FolloweeId);

/// <summary>
/// Sets it right: a request whose acceptance was lost on the way is a follow, and of what is none here the other server
/// is told.
/// </summary>
public sealed class DisownFollowHandler(IWriter writer)
{
    /// <summary>True when there was a request, which is now a follow; false when the other server is told that there is none.</summary>
    public async Task<Outcome<bool>> RunAsync(DisownFollow disown, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(disown);
        Outcome<bool> accepted = await new AnswerFollowRequestHandler(writer).RunAsync(
            new AnswerFollowRequest(disown.FolloweeId, disown.FollowerId, Accept: true),
            cancellation
        );
        if (accepted.Succeeded)
        {
            return true;
        }

        return await writer.RunAsync<bool>(
            async work =>
            {
                if (!await work.IsForeignToLocalAsync(disown.FollowerId, disown.FolloweeId, cancellation))
                {
                    return Refused.NotFound;
                }

                OutboxEntry entry = work.TellAccount(OutboxAct.UndoFollow, disown.FollowerId, disown.FolloweeId);
                // There is no row that the Follow could be named by.
                entry.SubjectId = entry.Id;
                return false;
            },
            cancellation
        );
    }
}
