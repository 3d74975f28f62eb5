using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Storage;

/// <summary>Statements that go together: they write what the change tracker would, and only together.</summary>
public sealed class StatementsTests
{
    private static readonly DateTimeOffset When = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every property of a row has a value of its own, or none, and both ways of writing it keep the same.</summary>
    [Theory, EachDatabase]
    public async Task A_row_that_is_written_out_is_the_one_that_the_change_tracker_writes(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        foreach (Func<Post> make in new[] { Full, Sparse })
        {
            object?[] written = await KeptAsync(store, work => work.Statements.Insert(make()));
            object?[] tracked = await KeptAsync(store, work => work.Db.Posts.Add(make()));

            Assert.Equal(tracked, written);
            Assert.Equal(make == Sparse, written.Contains(null));
        }
    }

    [Theory, EachDatabase]
    public async Task What_is_left_of_them_is_written_with_the_command(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);

        await store.WriteAsync<int>(work =>
        {
            work.Statements.Insert(new ReceivedActivity { Key = "kept", ReceivedAt = When });
            return Task.FromResult<Outcome<int>>(1);
        });
        Outcome<int> refused = await store.Writer.RunAsync<int>(
            async work =>
            {
                work.Statements.Insert(new ReceivedActivity { Key = "sent and refused", ReceivedAt = When });
                await work.Statements.RunAsync(Cancellation);
                work.Statements.Insert(new ReceivedActivity { Key = "refused", ReceivedAt = When });
                return Refused.NotFound;
            },
            Cancellation
        );

        Assert.False(refused.Succeeded);
        Assert.Equal(["kept"], await store.Read().ReceivedActivities.Select(a => a.Key).ToListAsync(Cancellation));
    }

    [Theory, EachDatabase]
    public async Task Many_rows_go_together_in_more_than_one_statement(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        string[] keys = [.. Enumerable.Range(0, 200).Select(i => $"key {i}")];

        await store.WriteAsync<int>(async work =>
        {
            work.Statements.Insert(new ReceivedActivity { Key = "before them", ReceivedAt = When });
            await work.Statements.InsertAllAsync(
                [.. keys.Select(key => new ReceivedActivity { Key = key, ReceivedAt = When })],
                Cancellation
            );
            return 1;
        });

        List<ReceivedActivity> kept = await store.Read().ReceivedActivities.ToListAsync(Cancellation);
        Assert.Equal(keys.Append("before them").Order(), kept.Select(a => a.Key).Order());
        Assert.All(kept, a => Assert.Equal(When, a.ReceivedAt));
    }

    [Theory, EachDatabase]
    public async Task A_command_whose_statement_finds_no_row_runs_again(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        long nobody = 42;

        int attempts = await store.WriteAsync<int>(work =>
        {
            if (work.Attempt == 1)
            {
                work.Statements.Add($"""UPDATE "Accounts" SET "PostsCount" = "PostsCount" + {1} WHERE "Id" = {nobody}""");
            }

            work.Statements.Insert(new ReceivedActivity { Key = $"try {work.Attempt}", ReceivedAt = When });
            return Task.FromResult<Outcome<int>>(work.Attempt);
        });

        Assert.Equal(2, attempts);
        Assert.Equal(["try 2"], await store.Read().ReceivedActivities.Select(a => a.Key).ToListAsync(Cancellation));
    }

    [Theory, EachDatabase]
    public async Task A_statement_that_finds_no_row_is_told(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        long nobody = 42;

        bool both = await store.WriteAsync<bool>(async work =>
        {
            work.Statements.Add($"""UPDATE "Accounts" SET "PostsCount" = "PostsCount" + {1} WHERE "Id" = {nobody}""");
            work.Statements.Insert(new ReceivedActivity { Key = "beside it", ReceivedAt = When });
            return await work.Statements.RunAsync(Cancellation);
        });

        Assert.False(both);
    }

    [Theory, EachDatabase]
    public async Task Rows_that_are_there_already_run_the_command_again(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind);
        await store.AddAsync(new ReceivedActivity { Key = "taken", ReceivedAt = When });

        int attempts = await store.WriteAsync<int>(async work =>
        {
            if (work.Attempt == 1)
            {
                work.Statements.Insert(new ReceivedActivity { Key = "taken", ReceivedAt = When });
            }

            await work.Statements.RunAsync(Cancellation);
            return work.Attempt;
        });

        Assert.Equal(2, attempts);
    }

    /// <summary>What the database keeps of a row that is written in this way; then it is removed.</summary>
    private static async Task<object?[]> KeptAsync(TestStore store, Action<Work> write)
    {
        await store.WriteAsync<int>(work =>
        {
            write(work);
            return Task.FromResult<Outcome<int>>(1);
        });
        await using WeftDb db = store.Read();
        Post kept = await db.Posts.SingleAsync(Cancellation);
        await store.WriteAsync<int>(async work => await work.Db.Posts.ExecuteDeleteAsync(Cancellation));
        return [.. db.Model.FindEntityType(typeof(Post))!.GetProperties().Select(p => p.GetGetter().GetClrValue(kept))];
    }

    private static Post Sparse() =>
        new()
        {
            Id = 1_001,
            Shard = 0,
            AuthorId = 7,
            Text = "",
            Html = null,
            ConversationId = 9,
            CreatedAt = When,
        };

    /// <summary>A post of which every property that can be null is not.</summary>
    private static Post Full()
    {
        Post post = Sparse();
        foreach (
            System.Reflection.PropertyInfo property in typeof(Post).GetProperties().Where(p => p.CanWrite && p.Name != nameof(Post.Id))
        )
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? value = type switch
            {
                _ when type == typeof(string) => $"<{property.Name} ä ' \\>",
                _ when type == typeof(long) => 11L + property.Name.Length,
                _ when type == typeof(int) => 3 + property.Name.Length,
                _ when type == typeof(bool) => true,
                _ when type == typeof(DateTimeOffset) => When,
                _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
                _ => null,
            };
            if (value is not null)
            {
                property.SetValue(post, value);
            }
        }

        return post;
    }
}
