using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Removes one notification, or all of a group.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="GroupKey">The group's key; <see cref="NotificationGroupKey.Alone"/> gives the one for a single notification.</param>
public sealed record DismissNotification(long AccountId, string GroupKey);

/// <summary>Does <see cref="DismissNotification"/>.</summary>
public sealed class DismissNotificationHandler(IWriter writer)
{
    /// <summary>True when something was removed; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(DismissNotification dismiss, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dismiss);
        return writer.RunAsync<bool>(
            async work =>
                await NotificationGroupKey
                    .Members(work.Db.Notifications.Where(n => n.AccountId == dismiss.AccountId), dismiss.GroupKey)
                    .ExecuteDeleteAsync(cancellation) > 0,
            cancellation
        );
    }
}
