using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Weft.Core.Storage;

namespace Weft.Storage.Postgres;

/// <summary>PostgreSQL 14 or newer.</summary>
public sealed class PostgresDialect(IDbContextFactory<WeftDb> contexts) : IDialect
{
    /// <summary>The advisory lock that migrating processes take: any number, the same for all of them.</summary>
    private const long MigrationLock = 0x57454654;

    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellation);
        try
        {
            await Schema.BringUpToDateAsync(db, cancellation);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public bool IsClash(Exception fault) =>
        fault is OvertakenException
        || Causes.Any<PostgresException>(
            fault,
            e =>
                e.SqlState
                    is PostgresErrorCodes.UniqueViolation
                        or PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.DeadlockDetected
        );

    /// <inheritdoc/>
    public bool IsUnavailable(Exception fault) =>
        Causes.Any<PostgresException>(
            fault,
            e =>
                e.SqlState.StartsWith("53", StringComparison.Ordinal) // insufficient resources: disk full, too many connections
                || e.SqlState.StartsWith("57P", StringComparison.Ordinal) // shutting down, starting up
                || e.SqlState.StartsWith("08", StringComparison.Ordinal) // connection
                || e.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        )
        || Causes.Any<NpgsqlException>(
            fault,
            e => e is not PostgresException && (e.IsTransient || e.InnerException is IOException or SocketException)
        )
        || Causes.Any<SocketException>(fault, _ => true);
}
