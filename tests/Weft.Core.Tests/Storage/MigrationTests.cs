using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Storage;

/// <summary>The migrations of both databases.</summary>
public sealed class MigrationTests
{
    [Theory, EachDatabase]
    public async Task The_migrations_make_the_tables_of_the_model(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        // The writer's context knows its migrations on both databases.
        bool pending = await store.WriteAsync<bool>(work => Task.FromResult<Outcome<bool>>(work.Db.Database.HasPendingModelChanges()));

        Assert.False(pending, "The model has changed: add a migration on both databases (CONTRIBUTING.md tells how).");
    }

    [Theory, EachDatabase]
    public async Task An_older_Weft_leaves_the_database_of_a_newer_one_alone(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        IDialect dialect = store.Services.GetRequiredService<IDialect>();
        await dialect.MigrateAsync(CancellationToken.None);
        await store.WriteAsync<int>(async work =>
            await work.Db.Database.ExecuteSqlRawAsync(
                "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('99991231000000_Later', '11')"
            )
        );

        StorageUnavailableException fault = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            dialect.MigrateAsync(CancellationToken.None)
        );

        Assert.Contains("newer version of Weft", fault.Message, StringComparison.Ordinal);
    }
}
