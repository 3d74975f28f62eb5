using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

/// <summary>A database with people on it, who post.</summary>
internal sealed class PostStage : IAsyncDisposable
{
    private readonly TestStore store;
    private readonly Ear ear;

    private PostStage(TestStore store, Ear ear)
    {
        this.store = store;
        this.ear = ear;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestStore Store => store;

    /// <summary>All that was told, in order.</summary>
    public IReadOnlyList<WeftEvent> Heard => [.. ear.Heard];

    public static async Task<PostStage> OpenAsync(DatabaseKind kind)
    {
        Ear ear = new();
        return new PostStage(
            await TestStore.OpenAsync(
                kind,
                services =>
                    services.AddSingleton(new LocalDomain("weft.example")).AddAccounts().AddPosts().AddSingleton<IEventListener>(ear)
            ),
            ear
        );
    }

    public T Get<T>()
        where T : notnull => store.Services.GetRequiredService<T>();

    public async Task<long> JoinAsync(string username, Action<Account>? shape = null)
    {
        int shard = IdSource.PickShard();
        Account account = new()
        {
            Id = store.Ids.Next(shard),
            Shard = shard,
            Username = username,
            CreatedAt = store.Clock.GetUtcNow(),
        };
        shape?.Invoke(account);
        await store.AddAsync(account, new Handle { Name = username, AccountId = account.Id });
        return account.Id;
    }

    public Task FollowAsync(long followerId, long followeeId, bool notify = false) =>
        store.AddAsync(
            new Follow
            {
                FollowerId = followerId,
                FolloweeId = followeeId,
                Id = store.Ids.Next(SnowflakeId.ShardOf(followerId)),
                Shard = SnowflakeId.ShardOf(followerId),
                Notify = notify,
            }
        );

    public Task BlockAsync(long accountId, long targetId) =>
        store.AddAsync(
            new Block
            {
                AccountId = accountId,
                TargetId = targetId,
                Id = store.Ids.Next(SnowflakeId.ShardOf(accountId)),
                Shard = SnowflakeId.ShardOf(accountId),
            }
        );

    public Task<Outcome<Post>> TryAsync(PublishPost command) => Get<PublishPostHandler>().RunAsync(command, CancellationToken.None);

    public async Task<Post> SayAsync(PublishPost command) => Done(await TryAsync(command));

    public Task<Post> SayAsync(
        long authorId,
        string text,
        Visibility? visibility = null,
        long? inReplyToId = null,
        long? quoteOfId = null
    ) => SayAsync(new PublishPost(authorId, text, Visibility: visibility, InReplyToId: inReplyToId, QuoteOfId: quoteOfId));

    public async Task<Post> RepostAsync(long accountId, long postId, Visibility? visibility = null) =>
        Done(await Get<RepostPostHandler>().RunAsync(new RepostPost(accountId, postId, visibility), CancellationToken.None));

    public async Task<long> LikeAsync(long accountId, long postId) =>
        Done(await Get<LikePostHandler>().RunAsync(new LikePost(accountId, postId), CancellationToken.None));

    /// <summary>The stored row; null when it is gone.</summary>
    public async Task<Post?> RowAsync(long postId)
    {
        await using WeftDb db = store.Read();
        return await db.Posts.Include(p => p.Mentions).Include(p => p.Tags).AsSplitQuery().FirstOrDefaultAsync(p => p.Id == postId);
    }

    public async Task<Account> AccountAsync(long accountId)
    {
        await using WeftDb db = store.Read();
        return await db.Accounts.SingleAsync(a => a.Id == accountId);
    }

    /// <summary>A count as it is shown: what is stored and what is pending.</summary>
    public async Task<int> CountAsync(long postId, CountKind kind)
    {
        await using WeftDb db = store.Read();
        Post post = await db.Posts.SingleAsync(p => p.Id == postId);
        int stored = kind switch
        {
            CountKind.Replies => post.RepliesCount,
            CountKind.Reposts => post.RepostsCount,
            CountKind.Likes => post.LikesCount,
            _ => post.QuotesCount,
        };
        return stored + await db.CountChanges.Where(c => c.TargetId == postId && c.Kind == kind).SumAsync(c => c.Delta);
    }

    /// <summary>What an account was told, oldest first.</summary>
    public async Task<IReadOnlyList<(NotificationKind Kind, long ActorId, long? PostId)>> ToldAsync(long accountId)
    {
        await using WeftDb db = store.Read();
        List<Notification> rows = await db.Notifications.Where(n => n.AccountId == accountId).OrderBy(n => n.Number).ToListAsync();
        return [.. rows.Select(n => (n.Kind, n.ActorId, n.PostId))];
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    public static T Done<T>(Outcome<T> outcome)
    {
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    private sealed class Ear : IEventListener
    {
        public ConcurrentQueue<WeftEvent> Heard { get; } = new();

        public void Hear(WeftEvent happened) => Heard.Enqueue(happened);
    }
}
