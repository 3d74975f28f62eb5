using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Storage.Sqlite;

/// <summary>SQLite: one file in the data directory.</summary>
public sealed class SqliteDialect(SqliteOptions options) : IDialect
{
    /// <inheritdoc/>
    public string Name => "sqlite";

    /// <summary>
    /// Migrates while holding a lock file, since EF Core's own lock is a row that a killed process leaves behind: with
    /// the file held, such a row is known to be stale and is removed.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.File))!);
        await using FileStream held = await HoldAsync(options.File + ".migrating", cancellation);
        await using SqliteConnection connection = new(options.WriterConnectionString);
        await using WeftDb db = new(SqliteOptions.Writable(connection));
        await db.Database.OpenConnectionAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
        await Schema.BringUpToDateAsync(db, cancellation);
    }

    /// <inheritdoc/>
    public bool IsClash(Exception fault) =>
        fault is OvertakenException
        || Causes.Any<SqliteException>(
            fault,
            e => e.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY or SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE
        );

    /// <inheritdoc/>
    public bool IsUnavailable(Exception fault) =>
        Causes.Any<SqliteException>(
            fault,
            e =>
                e.SqliteErrorCode
                    is SQLitePCL.raw.SQLITE_FULL
                        or SQLitePCL.raw.SQLITE_IOERR
                        or SQLitePCL.raw.SQLITE_CANTOPEN
                        or SQLitePCL.raw.SQLITE_READONLY
                        or SQLitePCL.raw.SQLITE_BUSY
                        or SQLitePCL.raw.SQLITE_LOCKED
                        or SQLitePCL.raw.SQLITE_NOMEM
        );

    private static async Task<FileStream> HoldAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process migrates; the system frees its lock when it ends, however it ends.
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }
}
