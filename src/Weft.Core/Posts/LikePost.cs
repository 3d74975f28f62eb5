using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account likes a post; liking a repost likes its original.</summary>
/// <param name="AccountId">Who likes.</param>
/// <param name="PostId">The post, or a repost of it.</param>
public sealed record LikePost(long AccountId, long PostId);

/// <summary>Likes a post. Doing it twice changes nothing.</summary>
public sealed class LikePostHandler(IWriter writer)
{
    /// <summary>Answers the id of the post that is liked; <see cref="Refusal.NotFound"/> when the account may not see it.</summary>
    public Task<Outcome<long>> RunAsync(LikePost command, CancellationToken cancellation) =>
        writer.RunAsync(work => LikeAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> LikeAsync(Work work, LikePost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        if (await work.Db.Likes.AnyAsync(l => l.AccountId == accountId && l.PostId == post.Id, cancellation))
        {
            return post.Id;
        }

        if (!await post.KeepAsync(work, accountId, cancellation))
        {
            return Refused.NotFound;
        }

        int shard = SnowflakeId.ShardOf(accountId);
        Like like = new()
        {
            AccountId = accountId,
            PostId = post.Id,
            Id = work.Ids.Next(shard),
            Shard = shard,
        };
        work.Db.Likes.Add(like);
        if (post.IsForeign && post.ActorIsLocal)
        {
            work.TellOfMark(OutboxAct.Like, accountId, post, like.Id);
        }

        Counting.Note(work, accountId, post.Id, CountKind.Likes, 1);
        await Notifier.AddAsync(work, NotificationKind.Like, post.AuthorId, accountId, post.Id, post.ConversationId, cancellation);
        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Liked, true));
        return post.Id;
    }
}
