using Microsoft.Data.Sqlite;
using Npgsql;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Two servers of a test's own, which may stop them.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(DatabaseKind kind, WeftProcess here, WeftProcess there) => (Kind, Here, There) = (kind, here, there);

    public DatabaseKind Kind { get; }

    public WeftProcess Here { get; }

    public WeftProcess There { get; }

    public static async Task<Pair> StartAsync(DatabaseKind kind)
    {
        WeftSettings settings = new()
        {
            Database = kind,
            Environment = new Dictionary<string, string>
            {
                ["Weft__Federation__AllowLoopback"] = "true",
                ["Weft__Federation__CatchUpAfter"] = "0",
            },
        };
        return new Pair(kind, await WeftProcess.StartAsync(settings), await WeftProcess.StartAsync(settings));
    }

    /// <summary>Has a server forget all that it has not yet sent, as those do that try once.</summary>
    public async Task GiveUpAsync(WeftProcess weft)
    {
        const string Forget = """DELETE FROM "Deliveries"; DELETE FROM "OutboxEntries";""";
        if (Kind == DatabaseKind.Sqlite)
        {
            await using SqliteConnection file = new($"Data Source={Path.Combine(weft.Folder, "data", "weft.db")}");
            await file.OpenAsync();
            await using SqliteCommand forget = file.CreateCommand();
            forget.CommandText = Forget;
            await forget.ExecuteNonQueryAsync();
        }
        else
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(weft.Database);
            await using NpgsqlCommand forget = source.CreateCommand(Forget);
            await forget.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Here.DisposeAsync();
        await There.DisposeAsync();
    }
}
