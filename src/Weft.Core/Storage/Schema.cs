using Microsoft.EntityFrameworkCore;

namespace Weft.Core.Storage;

/// <summary>Brings the tables up to date.</summary>
public static class Schema
{
    /// <summary>
    /// Applies the migrations that are missing. Asks first, since EF Core compares whole models before it finds that
    /// there is nothing to do, and that takes longer than all the rest of a start. The caller holds the lock.
    /// </summary>
    /// <exception cref="StorageUnavailableException">A newer Weft made this database: an older one would write what that one no longer reads.</exception>
    public static async Task BringUpToDateAsync(WeftDb db, CancellationToken cancellation)
    {
        HashSet<string> applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellation)];
        HashSet<string> known = [.. db.Database.GetMigrations()];
        if (applied.Except(known).Max() is { } newer)
        {
            throw new StorageUnavailableException($"it was made by a newer version of Weft (it has {newer}); update Weft");
        }

        if (!applied.SetEquals(known))
        {
            await db.Database.MigrateAsync(cancellation);
        }
    }
}
