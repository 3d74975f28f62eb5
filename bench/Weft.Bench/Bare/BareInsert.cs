using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Weft.Bench.Town;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Bench.Bare;

/// <summary>
/// The machine's own limit for writing: the row of a post, into the same tables with the same indexes, by prepared
/// statements that are transactions of their own, with the server's durability. SQLite by one connection, which is the
/// quickest way there; PostgreSQL by as many as there are clients, so that it can flush for all of them at once.
/// </summary>
internal sealed class BareInsert : IAsyncDisposable
{
    private readonly List<DbConnection> connections;
    private readonly Store store;
    private readonly BareRows rows;
    private readonly int rowsPerSecond;

    private BareInsert(List<DbConnection> connections, Store store, BareRows rows, int rowsPerSecond)
    {
        this.connections = connections;
        this.store = store;
        this.rows = rows;
        this.rowsPerSecond = rowsPerSecond;
    }

    /// <summary>How many connections insert.</summary>
    public int Connections => connections.Count;

    /// <summary>Makes the tables and opens the connections.</summary>
    public static async Task<BareInsert> OpenAsync(DatabaseKind kind, string place, int clients, CancellationToken cancellation)
    {
        Store store = await Store.OpenAsync(kind, place, cancellation);
        List<DbConnection> connections = [];
        if (kind == DatabaseKind.Sqlite)
        {
            SqliteConnection connection = new($"Data Source={place};Pooling=false;Foreign Keys=true");
            connections.Add(connection);
            await connection.OpenAsync(cancellation);
            await using SqliteCommand pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000";
            await pragmas.ExecuteNonQueryAsync(cancellation);
        }
        else
        {
            for (int i = 0; i < clients; i++)
            {
                NpgsqlConnection connection = new(place);
                connections.Add(connection);
                await connection.OpenAsync(cancellation);
            }
        }

        await using WeftDb db = store.Read();
        return new BareInsert(connections, store, new BareRows(db), kind == DatabaseKind.Sqlite ? 40_000 : 8_000);
    }

    /// <summary>Inserts for that long.</summary>
    /// <returns>Rows a second.</returns>
    public async Task<double> RunAsync(double seconds, CancellationToken cancellation)
    {
        int each = (int)(rowsPerSecond * seconds);
        List<object[]>[] prepared = [.. connections.Select((_, i) => rows.Make(store.Ids, i, each))];
        Stopwatch watch = Stopwatch.StartNew();
        Task<int>[] loops =
        [
            .. connections.Select((c, i) => Task.Run(() => InsertAsync(c, prepared[i], watch, seconds, cancellation), cancellation)),
        ];
        int inserted = (await Task.WhenAll(loops)).Sum();
        return inserted / watch.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (DbConnection connection in connections)
        {
            await connection.DisposeAsync();
        }

        await store.DisposeAsync();
    }

    private async Task<int> InsertAsync(
        DbConnection connection,
        List<object[]> values,
        Stopwatch watch,
        double seconds,
        CancellationToken cancellation
    )
    {
        await using DbCommand insert = connection.CreateCommand();
#pragma warning disable CA2100 // Made of the model's own names.
        insert.CommandText = rows.Insert;
#pragma warning restore CA2100
        for (int i = 0; i < rows.Columns; i++)
        {
            DbParameter parameter = insert.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = values[0][i];
            if (parameter is NpgsqlParameter { Value: DBNull } unknown)
            {
                unknown.NpgsqlDbType = NpgsqlDbType.Unknown;
            }

            insert.Parameters.Add(parameter);
        }

        await insert.PrepareAsync(cancellation);
        int done = 0;
        while (done < values.Count && watch.Elapsed.TotalSeconds < seconds)
        {
            object[] row = values[done];
            for (int i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i];
            }

            await insert.ExecuteNonQueryAsync(cancellation);
            done++;
        }

        return done;
    }
}
