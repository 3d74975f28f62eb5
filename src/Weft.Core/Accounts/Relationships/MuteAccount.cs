using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Mutes an account, or changes a mute that there is. The other does not notice; follows stay.</summary>
/// <param name="AccountId">Who mutes.</param>
/// <param name="TargetId">Whom.</param>
/// <param name="HideNotifications">Whether its notifications are hidden too.</param>
/// <param name="Duration">After how long the mute ends by itself; null or zero for never.</param>
public sealed record MuteAccount(long AccountId, long TargetId, bool HideNotifications = true, TimeSpan? Duration = null);

/// <summary>Does <see cref="MuteAccount"/>.</summary>
public sealed class MuteAccountHandler(IWriter writer)
{
    /// <summary>A mute that outlasts everybody: longer ones never end.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>True when something changed. Refused for oneself and for an account that is gone.</summary>
    public Task<Outcome<bool>> RunAsync(MuteAccount mute, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mute);
        return writer.RunAsync(work => RunAsync(work, mute, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, MuteAccount ask, CancellationToken cancellation)
    {
        if (ask.AccountId == ask.TargetId)
        {
            return Refused.NotAllowed(NotAllowed.Reason);
        }

        if (!await AccountLock.KeepAsync(work, cancellation, ask.AccountId, ask.TargetId))
        {
            return Refused.NotFound;
        }

        DateTimeOffset? expiresAt =
            ask.Duration is TimeSpan duration && duration > TimeSpan.Zero && duration < Longest
                ? work.Now + TimeSpan.FromMilliseconds(Math.Ceiling(duration.TotalMilliseconds))
                : null;
        Mute? mute = await work.Db.Mutes.FindAsync([ask.AccountId, ask.TargetId], cancellation);
        if (mute is not null && mute.HideNotifications == ask.HideNotifications && mute.ExpiresAt == expiresAt)
        {
            return false;
        }

        if (mute is null)
        {
            int shard = SnowflakeId.ShardOf(ask.AccountId);
            mute = new Mute
            {
                AccountId = ask.AccountId,
                TargetId = ask.TargetId,
                Id = work.Ids.Next(shard),
                Shard = shard,
            };
            work.Db.Mutes.Add(mute);
        }

        mute.HideNotifications = ask.HideNotifications;
        mute.ExpiresAt = expiresAt;
        work.Raise(new RelationshipChanged(ask.AccountId, ask.TargetId));
        return true;
    }
}
