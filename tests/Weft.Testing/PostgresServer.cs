using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Weft.Testing;

/// <summary>
/// A PostgreSQL cluster for tests, started by <c>script/postgres</c> in a temporary folder. One is shared by all tests
/// of a process, and by all suites of a run when <c>WEFT_TEST_POSTGRES</c> holds its connection string.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The environment variable with a superuser's connection string to a cluster that runs already.</summary>
    public const string Variable = "WEFT_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> Common = new(OpenSharedAsync);
    private static int databases;

    private readonly string? folder;

    private PostgresServer(string connectionString, string? folder)
    {
        ConnectionString = connectionString;
        this.folder = folder;
    }

    /// <summary>A superuser's connection string to the database <c>postgres</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The cluster that the tests of this process share: quick, for it never waits for the disk. It ends with the process.</summary>
    public static Task<PostgresServer> SharedAsync() => Common.Value;

    /// <summary>Starts a cluster of one's own, to be disposed.</summary>
    /// <param name="durable">Whether a commit waits for the disk, as in production.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        string folder = Directory.CreateTempSubdirectory("weft-postgres-").FullName;
        string[] options =
        [
            "--while",
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            .. durable ? ["--durable"] : Array.Empty<string>(),
        ];
        Finished started = await Shell.RunAsync(
            new ProcessStartInfo(Repository.PathTo("script", "postgres"), ["start", folder, .. options])
        );
        return new PostgresServer(started.EnsureSuccess().Output.Trim(), folder);
    }

    /// <summary>Makes an empty database with a name of its own.</summary>
    /// <returns>Its Npgsql connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"weft_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}");
        await CreateAsync(name, template: "template0");
        return ConnectionStringTo(name);
    }

    /// <summary>Makes a database that is a copy of another one, which nobody may be connected to.</summary>
    /// <param name="template">The other one's connection string.</param>
    /// <returns>The copy's connection string.</returns>
    public async Task<string> CopyDatabaseAsync(string template)
    {
        string source = new NpgsqlConnectionStringBuilder(template).Database!;
        string name = string.Create(CultureInfo.InvariantCulture, $"{source}_{Interlocked.Increment(ref databases)}");
        await CreateAsync(name, source);
        return ConnectionStringTo(name);
    }

    /// <summary>Stops it, as a crash would; what it committed is kept. Only for a cluster of one's own.</summary>
    public Task PauseAsync() => ScriptAsync("pause");

    /// <summary>Starts it again on the same port.</summary>
    public Task ResumeAsync() => ScriptAsync("resume");

    /// <summary>Stops it and removes its folder; a cluster from <see cref="Variable"/> is left to whoever started it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            await ScriptAsync("stop");
        }
    }

    /// <summary>Nobody disposes the shared one: it watches this process and stops when that has ended.</summary>
    private static async Task<PostgresServer> OpenSharedAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? new PostgresServer(given, folder: null)
            : await StartAsync();

    private async Task ScriptAsync(string command) =>
        (await Shell.RunAsync(new ProcessStartInfo(Repository.PathTo("script", "postgres"), [command, folder!]))).EnsureSuccess();

    private async Task CreateAsync(string name, string template)
    {
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand create = connection.CreateCommand();
        create.CommandText = $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"";
        await create.ExecuteNonQueryAsync();
    }

    private string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, MaxPoolSize = 20 }.ToString();
}
