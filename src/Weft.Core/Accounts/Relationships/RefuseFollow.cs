using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Somebody of another server who wanted to follow is told no, since it was refused.</summary>
/// <param name="AccountId">Whom they wanted to follow.</param>
/// <param name="FollowerId">Who wanted to.</param>
/// <param name="Uri">The id of their Follow.</param>
public sealed record RefuseFollow(long AccountId, long FollowerId, string Uri);

/// <summary>Tells the no: without it the other server would show the request as waiting for ever.</summary>
public sealed class RefuseFollowHandler(IWriter writer)
{
    /// <summary>True when it is told; <see cref="Refusal.NotFound"/> when one of the two is gone.</summary>
    public Task<Outcome<bool>> RunAsync(RefuseFollow refuse, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(refuse);
        return writer.RunAsync<bool>(
            async work =>
            {
                if (!await work.IsForeignToLocalAsync(refuse.AccountId, refuse.FollowerId, cancellation))
                {
                    return Refused.NotFound;
                }

                work.TellAccount(OutboxAct.RejectFollow, refuse.AccountId, refuse.FollowerId).Uri = refuse.Uri;
                return true;
            },
            cancellation
        );
    }
}
