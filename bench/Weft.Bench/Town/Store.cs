using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Storage.Postgres;
using Weft.Storage.Sqlite;
using Weft.Testing;

namespace Weft.Bench.Town;

/// <summary>A database, opened beside the server or without one.</summary>
internal sealed class Store : IAsyncDisposable
{
    /// <summary>How many rows one transaction brings.</summary>
    private const int RowsAtOnce = 5_000;

    private readonly ServiceProvider services;

    private Store(ServiceProvider services) => this.services = services;

    /// <summary>Makes ids.</summary>
    public IdSource Ids => services.GetRequiredService<IdSource>();

    /// <summary>Opens it and brings it to the current schema.</summary>
    /// <param name="kind">On which database.</param>
    /// <param name="place">SQLite: the file. PostgreSQL: the connection string.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Store> OpenAsync(DatabaseKind kind, string place, CancellationToken cancellation)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IdSource>().AddSingleton<EventSink>();
        _ = kind == DatabaseKind.Sqlite ? services.AddSqlite(place) : services.AddPostgres(place);
        Store store = new(services.BuildServiceProvider());
        await store.services.GetRequiredService<IDialect>().MigrateAsync(cancellation);
        return store;
    }

    /// <summary>A context for reading, to be disposed.</summary>
    public WeftDb Read() => services.GetRequiredService<IDbContextFactory<WeftDb>>().CreateDbContext();

    /// <summary>Writes rows as they are.</summary>
    public async Task AddAsync(IEnumerable<object> rows, CancellationToken cancellation)
    {
        IWriter writer = services.GetRequiredService<IWriter>();
        foreach (object[] some in rows.Chunk(RowsAtOnce))
        {
            Outcome<int> added = await writer.RunAsync(
                work =>
                {
                    work.Db.ChangeTracker.AutoDetectChangesEnabled = false;
                    work.Db.AddRange(some);
                    return Task.FromResult<Outcome<int>>(some.Length);
                },
                cancellation
            );
            if (!added.Succeeded)
            {
                throw new InvalidOperationException($"The rows were refused: {added.Refusal}");
            }
        }
    }

    /// <summary>
    /// Does at once what PostgreSQL's autovacuum does within the minute: until it knows how large the tables are, it keeps
    /// the plans that it made for empty ones. SQLite makes its plans without that.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        if (services.GetRequiredService<IDialect>() is PostgresDialect)
        {
            await using WeftDb db = Read();
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE", cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
