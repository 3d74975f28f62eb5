using Microsoft.EntityFrameworkCore;
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
}
