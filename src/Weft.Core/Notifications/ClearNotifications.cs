using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Removes all that an account was told.</summary>
/// <param name="AccountId">Whose.</param>
public sealed record ClearNotifications(long AccountId);

/// <summary>Does <see cref="ClearNotifications"/>.</summary>
public sealed class ClearNotificationsHandler(IWriter writer)
{
    /// <summary>How many were removed. Their numbers are not used again.</summary>
    public Task<Outcome<int>> RunAsync(ClearNotifications clear, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clear);
        return writer.RunAsync<int>(
            async work => await work.Db.Notifications.Where(n => n.AccountId == clear.AccountId).ExecuteDeleteAsync(cancellation),
            cancellation
        );
    }
}
