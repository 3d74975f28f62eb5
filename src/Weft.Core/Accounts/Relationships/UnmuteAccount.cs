using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Ends a mute.</summary>
/// <param name="AccountId">Who mutes.</param>
/// <param name="TargetId">Whom.</param>
public sealed record UnmuteAccount(long AccountId, long TargetId);

/// <summary>Does <see cref="UnmuteAccount"/>.</summary>
public sealed class UnmuteAccountHandler(IWriter writer)
{
    /// <summary>True when a mute ended; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(UnmuteAccount unmute, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unmute);
        return writer.RunAsync(work => RunAsync(work, unmute, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, UnmuteAccount unmute, CancellationToken cancellation)
    {
        if (unmute.AccountId == unmute.TargetId)
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        int ended = await work
            .Db.Mutes.Where(m => m.AccountId == unmute.AccountId && m.TargetId == unmute.TargetId)
            .ExecuteDeleteAsync(cancellation);
        if (ended > 0)
        {
            work.Raise(new RelationshipChanged(unmute.AccountId, unmute.TargetId));
        }

        return ended > 0;
    }
}
