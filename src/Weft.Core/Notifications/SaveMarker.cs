using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Remembers how far somebody has read.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Timeline"><see cref="Marker.Home"/> or <see cref="Marker.Notifications"/>.</param>
/// <param name="LastReadId">The newest id that was read: of a post, or a notification's number.</param>
public sealed record SaveMarker(long AccountId, string Timeline, long LastReadId);

/// <summary>Does <see cref="SaveMarker"/>.</summary>
public sealed class SaveMarkerHandler(IWriter writer)
{
    /// <summary>The marker as it is now. Refused for another timeline or a negative id.</summary>
    public async Task<Outcome<MarkerModel>> RunAsync(SaveMarker save, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(save);
        if (save.Timeline is not (Marker.Home or Marker.Notifications))
        {
            return Refused.Invalid("timeline", "inclusion", "is not included in the list");
        }

        return save.LastReadId < 0
            ? Refused.Invalid("last_read_id", "invalid", "is invalid")
            : await writer.RunAsync(work => RunAsync(work, save, cancellation), cancellation);
    }

    private static async Task<Outcome<MarkerModel>> RunAsync(Work work, SaveMarker save, CancellationToken cancellation)
    {
        IQueryable<Marker> marker = work.Db.Markers.Where(m => m.AccountId == save.AccountId && m.Timeline == save.Timeline);
        int changed = await marker.ExecuteUpdateAsync(
            set =>
                set.SetProperty(m => m.LastReadId, save.LastReadId)
                    .SetProperty(m => m.Version, m => m.Version + 1)
                    .SetProperty(m => m.UpdatedAt, work.Now),
            cancellation
        );
        if (changed == 1)
        {
            return await MarkerReader.Models(marker).SingleAsync(cancellation);
        }

        work.Db.Markers.Add(
            new Marker
            {
                AccountId = save.AccountId,
                Timeline = save.Timeline,
                Shard = SnowflakeId.ShardOf(save.AccountId),
                LastReadId = save.LastReadId,
                Version = 1,
                UpdatedAt = work.Now,
            }
        );
        return new MarkerModel(save.Timeline, save.LastReadId, 1, work.Now);
    }
}
