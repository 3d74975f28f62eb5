using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Makes somebody follow the account no longer.</summary>
/// <param name="AccountId">Who does not want the follower.</param>
/// <param name="FollowerId">Who follows.</param>
public sealed record RemoveFollower(long AccountId, long FollowerId);

/// <summary>Does <see cref="RemoveFollower"/>.</summary>
public sealed class RemoveFollowerHandler(IWriter writer)
{
    /// <summary>True when a follow ended; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(RemoveFollower remove, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(remove);
        return writer.RunAsync<bool>(
            async work =>
                remove.AccountId == remove.FollowerId ? Refused.NotAllowed(NotAllowed.Reason) : await RunAsync(work, remove, cancellation),
            cancellation
        );
    }

    private static async Task<bool> RunAsync(Work work, RemoveFollower remove, CancellationToken cancellation)
    {
        string? uri = await work
            .Db.Follows.Where(f => f.FollowerId == remove.FollowerId && f.FolloweeId == remove.AccountId)
            .Select(f => f.Uri)
            .FirstOrDefaultAsync(cancellation);
        bool ended = await FollowRows.EndAsync(work, remove.FollowerId, remove.AccountId, cancellation);
        if (ended && uri is not null)
        {
            work.TellAccount(OutboxAct.RejectFollow, remove.AccountId, remove.FollowerId).Uri = uri;
        }

        return ended;
    }
}
