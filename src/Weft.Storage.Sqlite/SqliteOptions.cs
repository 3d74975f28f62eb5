using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Weft.Core.Storage;

namespace Weft.Storage.Sqlite;

/// <summary>Where the SQLite file is.</summary>
/// <param name="File">The file's path.</param>
public sealed record SqliteOptions(string File)
{
    /// <summary>How long a connection waits for another process's lock.</summary>
    private const int PatienceSeconds = 10;

    internal string WriterConnectionString =>
        new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = PatienceSeconds,
        }.ToString();

    internal string ReaderConnectionString =>
        new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Mode = SqliteOpenMode.ReadOnly,
            DefaultTimeout = PatienceSeconds,
        }.ToString();

    internal static DbContextOptions<WeftDb> Writable(SqliteConnection connection) =>
        new DbContextOptionsBuilder<WeftDb>().UseSqlite(connection, Configure).Options;

    /// <summary>
    /// What writers and readers have in common. A list that a query asks for goes to SQLite as one parameter, so that the
    /// query's SQL is made once; spread over parameters it would be made anew each time, which costs more than running it.
    /// </summary>
    internal static void Configure(SqliteDbContextOptionsBuilder sqlite) =>
        sqlite.MigrationsAssembly(typeof(SqliteOptions).Assembly).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
}
