using System.Diagnostics;
using Weft.Bench.Elsewhere;
using Weft.Bench.Load;
using Weft.Bench.Town;
using Weft.Testing;

namespace Weft.Bench;

/// <summary>The published server on one database, with its people, and a generator to load it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly PostgresServer? postgres;

    private Stage(DatabaseKind kind, WeftProcess weft, PostgresServer? postgres)
    {
        Kind = kind;
        Weft = weft;
        this.postgres = postgres;
    }

    /// <summary>On which database.</summary>
    public DatabaseKind Kind { get; }

    /// <summary>The server.</summary>
    public WeftProcess Weft { get; }

    /// <summary>The generator.</summary>
    public GeneratorProcess Generator { get; } = new();

    /// <summary>How long the first start took, which made the database.</summary>
    public TimeSpan FirstStart { get; private set; }

    /// <summary>Who lives there.</summary>
    public People People { get; private set; } = null!;

    /// <summary>Other servers; null when no scenario asks for them.</summary>
    public OtherServers? Elsewhere { get; private init; }

    /// <summary>The server's port.</summary>
    public int Port => Weft.Url.Port;

    /// <summary>Starts a server, lets its people move in, and starts it again, so that it knows nothing of them yet.</summary>
    public static async Task<Stage> OpenAsync(DatabaseKind kind, string binary, BenchSettings settings, CancellationToken cancellation)
    {
        PostgresServer? postgres = kind == DatabaseKind.Postgres ? await PostgresServer.StartAsync(durable: true) : null;
        Stopwatch first = Stopwatch.StartNew();
        WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings
            {
                Database = kind,
                Postgres = postgres,
                Binary = binary,
                // The other servers are on this machine too.
                Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" },
            }
        );
        OtherServers? elsewhere =
            settings.Wants("inbox") || settings.Wants("delivery") ? await OtherServers.StartAsync(cancellation) : null;
        Stage stage = new(kind, weft, postgres) { FirstStart = first.Elapsed, Elsewhere = elsewhere };
        try
        {
            await weft.StopAsync(cancellation);
            string place = kind == DatabaseKind.Sqlite ? Path.Combine(weft.Folder, "data", "weft.db") : weft.Database;
            await using (Store store = await Store.OpenAsync(kind, place, cancellation))
            {
                stage.People = await People.MoveInAsync(weft, store, settings.Wants("growth"), stage.Elsewhere, cancellation);
            }

            await weft.RestartAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database beside the server's, with the same tables and the same durability.</summary>
    /// <returns>SQLite: the file. PostgreSQL: the connection string.</returns>
    public async Task<string> SecondDatabaseAsync() =>
        postgres is null ? Path.Combine(Weft.Folder, "bare.db") : await postgres.CreateDatabaseAsync();

    /// <summary>Loads the server.</summary>
    /// <exception cref="InvalidOperationException">A request failed; the message ends with what the server logged last.</exception>
    public async Task<LoadResult> LoadAsync(LoadPlan plan, CancellationToken cancellation)
    {
        LoadResult result = await Generator.RunAsync(plan, cancellation);
        try
        {
            return result.EnsureClean();
        }
        catch (InvalidOperationException failed)
        {
            throw new InvalidOperationException($"{failed.Message}\n{string.Join('\n', Weft.Log.Split('\n').TakeLast(40))}", failed);
        }
    }

    /// <summary>Loads the server for a while, and then until it has compiled what is called often, before anything is measured.</summary>
    /// <param name="plan">What to load it with for some seconds.</param>
    /// <param name="settings">How long at least, and at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task WarmUpAsync(Func<double, LoadPlan> plan, BenchSettings settings, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        await LoadAsync(plan(settings.WarmUpSeconds), cancellation);
        Compiling compiling = new(Weft.ProcessId);
        do
        {
            await LoadAsync(plan(settings.Seconds), cancellation);
        } while (!compiling.IsAtRest() && Stopwatch.GetElapsedTime(begun).TotalSeconds < settings.WarmUpSecondsAtMost);
    }

    /// <summary>The processor time that the server has used since it started.</summary>
    public TimeSpan Processor()
    {
        using Process process = Process.GetProcessById(Weft.ProcessId);
        return process.TotalProcessorTime;
    }

    /// <summary>The server's resident memory in MB (10^6 bytes).</summary>
    public double ResidentMegabytes()
    {
        using Process process = Process.GetProcessById(Weft.ProcessId);
        return process.WorkingSet64 / 1e6;
    }

    /// <summary>Ends all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        Generator.Dispose();
        Elsewhere?.Dispose();
        await Weft.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}
