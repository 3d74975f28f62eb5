using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;

namespace Weft.Federation.Delivery;

/// <summary>Gives up what has waited too long behind a dead server, and removes entries of which nothing is left to send.</summary>
public sealed class SweepDeliveries(IWriter writer)
{
    /// <summary>How long after it was spread an entry without deliveries is surely done.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>Sweeps once.</summary>
    public Task<Outcome<int>> RunAsync(CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work =>
            {
                WeftDb db = work.Db;
                DateTimeOffset oldest = work.Now - DeliveryLaw.Patience;
                DateTimeOffset before = work.Now - Settled;
                await db.Deliveries.Where(d => d.CreatedAt < oldest).ExecuteDeleteAsync(cancellation);
                return await db
                    .OutboxEntries.Where(e => e.SpreadAt < before && !db.Deliveries.Any(d => d.EntryId == e.Id))
                    .ExecuteDeleteAsync(cancellation);
            },
            cancellation
        );
}
