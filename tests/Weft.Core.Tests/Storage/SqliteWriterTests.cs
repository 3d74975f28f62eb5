using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Storage.Sqlite;
using Weft.Testing;

namespace Weft.Core.Tests.Storage;

/// <summary>Commands that share a transaction: what one of them, or the disk, does to the others.</summary>
public sealed class SqliteWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_that_fails_in_a_batch_fails_alone()
    {
        await using TestStore store = await TestStore.OpenAsync(DatabaseKind.Sqlite);
        Batch batch = new(store.Writer);
        Task<Outcome<string>>[] good = [batch.Say("first"), batch.Say("second")];
        Task<Outcome<string>> refused = batch.Add((_, _) => Task.FromResult<Outcome<string>>(Refused.NotFound));
        Task<Outcome<string>> buggy = batch.Add(
            (db, _) =>
            {
                db.Add(new Setting { Name = "of a bug", Value = "" });
                throw new InvalidOperationException("a bug");
            }
        );
        Task<Outcome<string>>[] after = [batch.Say("third")];

        await batch.RunAsync();

        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => buggy)).Message);
        Assert.False((await refused).Succeeded);
        Assert.All(await Task.WhenAll([.. good, .. after]), outcome => Assert.True(outcome.Succeeded));
        Assert.Equal(["first", "second", "third"], await NamesAsync(store.Read()));
    }

    [Theory, EachDatabase]
    public async Task What_is_committed_is_answered_even_when_a_listener_fails(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind, services => services.AddSingleton<IEventListener, Grumbler>());

        int written = await store.WriteAsync<int>(work =>
        {
            work.Raise(new Grumble());
            return Task.FromResult<Outcome<int>>(1);
        });

        Assert.Equal(1, written);
        await store.AddAsync(new Setting { Name = "later", Value = "" });
        Assert.Equal(["later"], await NamesAsync(store.Read()));
    }

    [Fact]
    public async Task A_full_disk_refuses_a_batch_as_a_whole_keeps_what_was_acknowledged_and_heals_when_there_is_space()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "Only root can make a small disk.");
        await using SmallDisk disk = await SmallDisk.MountAsync(8);
        await using ServiceProvider services = Storage(Path.Combine(disk.Folder, "weft.db"));
        await services.GetRequiredService<IDialect>().MigrateAsync(Cancellation);
        IWriter writer = services.GetRequiredService<IWriter>();
        List<string> kept = [];

        await SayAsync(writer, kept);
        disk.Fill();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            // What was allocated before can still be written.
            while (true)
            {
                await SayAsync(writer, kept);
            }
        });
        Batch batch = new(writer);
        Task<Outcome<string>>[] lost = [.. Enumerable.Range(0, 20).Select(n => batch.Say($"lost {n}"))];
        await Assert.ThrowsAsync<StorageUnavailableException>(batch.RunAsync);
        foreach (Task<Outcome<string>> command in lost)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => command);
        }

        Assert.Equal(kept.Order(StringComparer.Ordinal), await NamesAsync(Open(services)));

        disk.Free();
        await SayAsync(writer, kept);
        Assert.Equal(kept.Order(StringComparer.Ordinal), await NamesAsync(Open(services)));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static ServiceProvider Storage(string file) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IdSource>()
            .AddSingleton<EventSink>()
            .AddSqlite(file)
            .BuildServiceProvider();

    private static WeftDb Open(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<WeftDb>>().CreateDbContext();

    private static async Task SayAsync(IWriter writer, List<string> kept)
    {
        string name = $"kept {kept.Count}";
        Assert.True((await writer.RunAsync(work => Batch.SayAsync(work.Db, name), Cancellation)).Succeeded);
        kept.Add(name);
    }

    private static async Task<List<string>> NamesAsync(WeftDb db)
    {
        await using (db)
        {
            return [.. (await db.Settings.Select(s => s.Name).ToListAsync(Cancellation)).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Commands that wait behind one that holds the writer, so that they share its transaction.</summary>
    private sealed class Batch
    {
        private readonly IWriter writer;
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task<Outcome<string>> first;

        public Batch(IWriter writer)
        {
            this.writer = writer;
            first = writer.RunAsync<string>(
                async work =>
                {
                    await open.Task;
                    return Refused.NotFound;
                },
                Cancellation
            );
        }

        public Task<Outcome<string>> Add(Func<WeftDb, CancellationToken, Task<Outcome<string>>> command) =>
            writer.RunAsync(work => command(work.Db, Cancellation), Cancellation);

        public Task<Outcome<string>> Say(string name) => Add((db, _) => SayAsync(db, name));

        /// <summary>A row of which a few fill a page of the log many times.</summary>
        public static Task<Outcome<string>> SayAsync(WeftDb db, string name)
        {
            db.Add(new Setting { Name = name, Value = new string('x', 16_000) });
            return Task.FromResult<Outcome<string>>(name);
        }

        public Task<Outcome<string>> RunAsync()
        {
            open.SetResult();
            return first;
        }
    }

    private sealed record Grumble : WeftEvent;

    private sealed class Grumbler : IEventListener
    {
        public void Hear(WeftEvent happened) => throw new InvalidOperationException("no");
    }
}
