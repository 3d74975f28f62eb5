using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Tests.Accounts;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Notifications;

/// <summary>People who are told of things.</summary>
internal sealed class Inbox(People people) : IAsyncDisposable
{
    public People People { get; } = people;

    public NotificationReader Reader => People.Get<NotificationReader>();

    public NotificationGroups Groups => People.Get<NotificationGroups>();

    public static async Task<Inbox> OpenAsync(DatabaseKind kind) => new(await People.OpenAsync(kind));

    public Task<int> TellAsync(NotificationKind kind, long recipient, long actor, long? postId = null, long? conversationId = null) =>
        People.Store.WriteAsync<int>(async work =>
        {
            await Notifier.AddAsync(work, kind, recipient, actor, postId, conversationId, Cancellation);
            return 0;
        });

    public async Task<IReadOnlyList<NotificationModel>> ReadAsync(long account, NotificationFilter? filter = null) =>
        (await Reader.PageAsync(account, filter ?? NotificationFilter.All, PageRequest.Newest(40), Cancellation)).Items;

    public async Task<IReadOnlyList<NotificationGroup>> GroupsAsync(long account, params NotificationKind[] grouped) =>
        (
            await Groups.PageAsync(
                account,
                NotificationFilter.All,
                grouped.Length == 0 ? null : grouped,
                PageRequest.Newest(40),
                Cancellation
            )
        ).Items;

    public async Task<long> PostAsync(long author, Visibility visibility = Visibility.Public)
    {
        int shard = SnowflakeId.ShardOf(author);
        long id = People.Store.Ids.Next(shard);
        await People.Store.AddAsync(
            new Post
            {
                Id = id,
                Shard = shard,
                AuthorId = author,
                Text = "hello",
                Visibility = visibility,
                ConversationId = id,
                CreatedAt = People.Store.Clock.GetUtcNow(),
            }
        );
        return id;
    }

    public ValueTask DisposeAsync() => People.DisposeAsync();
}
