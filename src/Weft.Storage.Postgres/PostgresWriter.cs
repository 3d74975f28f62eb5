using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Weft.Core;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Storage.Postgres;

/// <summary>
/// On PostgreSQL each command is a transaction of its own at READ COMMITTED: what has to be unique is held by unique
/// keys, counts are changed by adding, so no command relies on a read staying true. Clashes and deadlocks run again.
/// </summary>
public sealed class PostgresWriter(IDbContextFactory<WeftDb> contexts, IdSource ids, TimeProvider clock, EventSink sink, IDialect dialect)
    : IWriter
{
    private const int Attempts = 4;

    /// <inheritdoc/>
    public async Task<Outcome<T>> RunAsync<T>(Func<Work, Task<Outcome<T>>> command, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(command, attempt, cancellation);
            }
            catch (Exception fault) when (attempt < Attempts && dialect.IsClash(fault))
            {
                // The other transaction has won; this one runs again and sees what it wrote.
            }
            catch (Exception fault) when (dialect.IsUnavailable(fault))
            {
                throw new StorageUnavailableException("The database cannot be reached or cannot write.", fault);
            }
        }
    }

    private async Task<Outcome<T>> RunOnceAsync<T>(Func<Work, Task<Outcome<T>>> command, int attempt, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        db.Database.AutoSavepointsEnabled = false;
        Work work = new(db, ids, Moment.Now(clock)) { Attempt = attempt };
        Outcome<T> outcome = await command(work);
        if (!outcome.Succeeded)
        {
            return outcome;
        }

        await work.SaveAsync(cancellation);
        // From here on the caller's patience no longer counts: the commit is waited for, so that what was written is told.
        await transaction.CommitAsync(CancellationToken.None);
        sink.Publish(work.Events);
        return outcome;
    }
}
