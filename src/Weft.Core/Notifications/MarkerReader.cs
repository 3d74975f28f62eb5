using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>How far somebody has read a timeline.</summary>
/// <param name="Timeline"><see cref="Marker.Home"/> or <see cref="Marker.Notifications"/>.</param>
/// <param name="LastReadId">The newest id that was read.</param>
/// <param name="Version">Grows by one with each change, from 1.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record MarkerModel(string Timeline, long LastReadId, int Version, DateTimeOffset UpdatedAt);

/// <summary>Reads markers.</summary>
public sealed class MarkerReader(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>The account's markers that were ever saved.</summary>
    public async Task<IReadOnlyList<MarkerModel>> ReadAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await Models(db.Markers.Where(m => m.AccountId == accountId)).ToListAsync(cancellation);
    }

    internal static IQueryable<MarkerModel> Models(IQueryable<Marker> markers) =>
        markers.Select(m => new MarkerModel(m.Timeline, m.LastReadId, m.Version, m.UpdatedAt));
}
