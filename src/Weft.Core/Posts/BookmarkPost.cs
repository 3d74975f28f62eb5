using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account saves a post for itself; saving a repost saves its original.</summary>
/// <param name="AccountId">Who saves.</param>
/// <param name="PostId">The post, or a repost of it.</param>
public sealed record BookmarkPost(long AccountId, long PostId);

/// <summary>Saves a post. Nobody else learns of it. Doing it twice changes nothing.</summary>
public sealed class BookmarkPostHandler(IWriter writer)
{
    /// <summary>Answers the id of the saved post; <see cref="Refusal.NotFound"/> when the account may not see it.</summary>
    public Task<Outcome<long>> RunAsync(BookmarkPost command, CancellationToken cancellation) =>
        writer.RunAsync(work => BookmarkAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> BookmarkAsync(Work work, BookmarkPost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        if (await work.Db.Bookmarks.AnyAsync(b => b.AccountId == accountId && b.PostId == post.Id, cancellation))
        {
            return post.Id;
        }

        if (!await post.KeepAsync(work, accountId, cancellation))
        {
            return Refused.NotFound;
        }

        int shard = SnowflakeId.ShardOf(accountId);
        work.Db.Bookmarks.Add(
            new Bookmark
            {
                AccountId = accountId,
                PostId = post.Id,
                Id = work.Ids.Next(shard),
                Shard = shard,
            }
        );
        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Bookmarked, true));
        return post.Id;
    }
}
