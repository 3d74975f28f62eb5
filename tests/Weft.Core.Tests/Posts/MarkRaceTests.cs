using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

/// <summary>Likes, bookmarks and reposts that meet the end of the post, of its author, or of who acts, at the same moment.</summary>
public sealed class MarkRaceTests
{
    private const int Rounds = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Whatever_ends_first_nothing_is_left_of_what_is_gone(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(
            kind,
            services => services.AddSingleton(new LocalDomain("weft.example")).AddAccounts().AddPosts()
        );
        for (int round = 0; round < Rounds; round++)
        {
            await PlayAsync(store, round);
        }

        await using WeftDb db = store.Read();
        IQueryable<long> posts = db.Posts.Select(p => p.Id);
        IQueryable<long> people = db.Accounts.Select(a => a.Id);
        Assert.Empty(await db.Likes.Where(l => !posts.Contains(l.PostId) || !people.Contains(l.AccountId)).ToListAsync(Cancellation));
        Assert.Empty(await db.Bookmarks.Where(b => !posts.Contains(b.PostId) || !people.Contains(b.AccountId)).ToListAsync(Cancellation));
        Assert.Empty(
            await db
                .Posts.Where(p => !people.Contains(p.AuthorId) || p.RepostOfId != null && !posts.Contains(p.RepostOfId.Value))
                .ToListAsync(Cancellation)
        );
        Assert.Empty(
            await db
                .Notifications.Where(n =>
                    !people.Contains(n.AccountId) || !people.Contains(n.ActorId) || n.PostId != null && !posts.Contains(n.PostId.Value)
                )
                .ToListAsync(Cancellation)
        );
        Assert.Empty(await db.CountChanges.Where(c => !posts.Contains(c.TargetId)).ToListAsync(Cancellation));
    }

    /// <summary>Six people do everything with a post while the post, its author, or two of them end.</summary>
    private static async Task PlayAsync(TestStore store, int round)
    {
        long author = await JoinAsync(store, $"author{round}");
        long[] fans = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => JoinAsync(store, $"fan{round}x{n}")));
        Post post = (await Get<PublishPostHandler>(store).RunAsync(new PublishPost(author, "hello"), Cancellation)).Value!;
        List<Func<Task>> acts = [];
        foreach (long fan in fans)
        {
            acts.Add(() => Get<LikePostHandler>(store).RunAsync(new LikePost(fan, post.Id), Cancellation));
            acts.Add(() => Get<BookmarkPostHandler>(store).RunAsync(new BookmarkPost(fan, post.Id), Cancellation));
            acts.Add(() => Get<RepostPostHandler>(store).RunAsync(new RepostPost(fan, post.Id), Cancellation));
        }

        Func<Task>[] ends = (round % 3) switch
        {
            0 => [() => Get<DeletePostHandler>(store).RunAsync(new DeletePost(author, post.Id), Cancellation)],
            1 => [() => EndAsync(store, author)],
            _ => [() => EndAsync(store, fans[2]), () => EndAsync(store, fans[4])],
        };
        acts.InsertRange(round % acts.Count, ends);
        await Task.WhenAll(acts.Select(act => Task.Run(act)));
    }

    private static Task<Outcome<bool>> EndAsync(TestStore store, long id) =>
        Get<DeleteAccountHandler>(store).RunAsync(new DeleteAccount(id), Cancellation);

    private static async Task<long> JoinAsync(TestStore store, string name)
    {
        long id = store.Ids.Next(IdSource.PickShard());
        await store.AddAsync(
            new Account
            {
                Id = id,
                Shard = SnowflakeId.ShardOf(id),
                Username = name,
                CreatedAt = store.Clock.GetUtcNow(),
            }
        );
        return id;
    }

    private static T Get<T>(TestStore store)
        where T : notnull => store.Services.GetRequiredService<T>();
}
