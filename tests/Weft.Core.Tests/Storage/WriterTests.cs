using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Storage;

/// <summary>The one way to change facts, on each database.</summary>
public sealed class WriterTests
{
    [Theory]
    [EachDatabase]
    public async Task What_a_command_wrote_is_there_when_it_has_answered(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);

        await store.AddAsync(new Setting { Name = "greeting", Value = "hello" });

        await using WeftDb db = store.Read();
        Assert.Equal("hello", (await db.Settings.SingleAsync(TestContext.Current.CancellationToken)).Value);
    }

    [Theory]
    [EachDatabase]
    public async Task A_refused_command_writes_nothing(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);

        Outcome<int> outcome = await store.Writer.RunAsync<int>(
            work =>
            {
                work.Db.Add(new Setting { Name = "greeting", Value = "hello" });
                return Task.FromResult<Outcome<int>>(Refused.NotFound);
            },
            TestContext.Current.CancellationToken
        );

        Assert.False(outcome.Succeeded);
        await using WeftDb db = store.Read();
        Assert.False(await db.Settings.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [EachDatabase]
    public async Task Each_test_has_a_database_of_its_own(DatabaseKind kind)
    {
        await using TestStore one = await TestStore.OpenAsync(kind);
        await using TestStore other = await TestStore.OpenAsync(kind);

        await one.AddAsync(new Setting { Name = "greeting", Value = "hello" });

        await using WeftDb db = other.Read();
        Assert.False(await db.Settings.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [EachDatabase]
    public async Task One_command_that_clashes_does_not_take_its_neighbours_along(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        await store.AddAsync(new Setting { Name = "taken", Value = "first" });

        Task[] writes =
        [
            .. Enumerable.Range(0, 50).Select(n => store.AddAsync(new Setting { Name = n == 25 ? "taken" : $"{n}", Value = "later" })),
        ];
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => Task.WhenAll(writes));

        await using WeftDb db = store.Read();
        Assert.Equal(50, await db.Settings.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal("first", (await db.Settings.SingleAsync(s => s.Name == "taken", TestContext.Current.CancellationToken)).Value);
    }
}
