using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Weft.Core;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Storage.Postgres;
using Weft.Storage.Sqlite;

namespace Weft.Testing;

/// <summary>
/// The facts of one test: a fresh, migrated database with its writer, on a clock that the test moves. What a room needs
/// besides is added to the services.
/// <code>await using TestStore store = await TestStore.OpenAsync(kind, services => services.AddSingleton&lt;PublishPost&gt;());</code>
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MigratePostgresAsync);

    private readonly ServiceProvider services;
    private readonly string? folder;

    private TestStore(ServiceProvider services, string? folder)
    {
        this.services = services;
        this.folder = folder;
    }

    /// <summary>The clock, standing still until the test moves it.</summary>
    public FakeTimeProvider Clock => (FakeTimeProvider)services.GetRequiredService<TimeProvider>();

    /// <summary>The writer.</summary>
    public IWriter Writer => services.GetRequiredService<IWriter>();

    /// <summary>Makes ids.</summary>
    public IdSource Ids => services.GetRequiredService<IdSource>();

    /// <summary>All services.</summary>
    public IServiceProvider Services => services;

    /// <summary>Opens a fresh database.</summary>
    /// <param name="kind">On which.</param>
    /// <param name="add">What the room under test needs besides storage.</param>
    public static async Task<TestStore> OpenAsync(DatabaseKind kind, Action<IServiceCollection>? add = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)));
        string? folder = null;
        if (kind == DatabaseKind.Sqlite)
        {
            folder = Directory.CreateTempSubdirectory("weft-store-").FullName;
            string file = Path.Combine(folder, "weft.db");
            File.Copy(await SqliteTemplate.Value, file);
            services.AddSqlite(file);
        }
        else
        {
            PostgresServer server = await PostgresServer.SharedAsync();
            services.AddPostgres(await server.CopyDatabaseAsync(await PostgresTemplate.Value));
        }

        services.AddSingleton<IdSource>().AddSingleton<EventSink>();
        add?.Invoke(services);
        return new TestStore(services.BuildServiceProvider(), folder);
    }

    /// <summary>A context for reading, to be disposed.</summary>
    public WeftDb Read() => services.GetRequiredService<IDbContextFactory<WeftDb>>().CreateDbContext();

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<T> WriteAsync<T>(Func<Work, Task<Outcome<T>>> command)
    {
        Outcome<T> outcome = await Writer.RunAsync(command, CancellationToken.None);
        return outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Refusal}");
    }

    /// <summary>Writes rows as they are.</summary>
    public Task AddAsync(params object[] rows) =>
        WriteAsync<int>(work =>
        {
            work.Db.AddRange(rows);
            return Task.FromResult<Outcome<int>>(rows.Length);
        });

    /// <summary>Makes a post one of another server whose author looks at each like, reply and repost first.</summary>
    public Task AskFirstAsync(long postId) =>
        WriteAsync<int>(async work =>
            await work
                .Db.Posts.Where(p => p.Id == postId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.Uri, $"https://far.example/{postId}")
                        .SetProperty(p => p.ReplyPolicy, InteractionPolicy.Nobody)
                        .SetProperty(p => p.ReplyOnRequest, InteractionPolicy.Everyone)
                        .SetProperty(p => p.LikePolicy, InteractionPolicy.Nobody)
                        .SetProperty(p => p.LikeOnRequest, InteractionPolicy.Everyone)
                        .SetProperty(p => p.RepostPolicy, InteractionPolicy.Nobody)
                        .SetProperty(p => p.RepostOnRequest, InteractionPolicy.Everyone)
                )
        );

    /// <summary>Closes the database and removes what was on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (folder is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> MigrateSqliteAsync()
    {
        string folder = Directory.CreateTempSubdirectory("weft-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string file = Path.Combine(folder, "weft.db");
        await MigrateAsync(services => services.AddSqlite(file));
        return file;
    }

    private static async Task<string> MigratePostgresAsync()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        string database = await server.CreateDatabaseAsync();
        // Without a pool nothing stays connected, so that the database can be copied.
        string unpooled = new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ToString();
        await MigrateAsync(services => services.AddPostgres(unpooled));
        return database;
    }

    private static async Task MigrateAsync(Action<IServiceCollection> addDatabase)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IdSource>().AddSingleton<EventSink>();
        addDatabase(services);
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDialect>().MigrateAsync(CancellationToken.None);
    }
}
