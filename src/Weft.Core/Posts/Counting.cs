using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>
/// How acts reach the counts. What is counted of others' posts is noted down (<see cref="CountChange"/>), never updated
/// in their rows; the author's own count is in the author's own row, which nobody else writes.
/// </summary>
internal static class Counting
{
    /// <summary>
    /// True when a post of this visibility counts as a reply or quote of another: what not everyone may see is not
    /// given away by a number.
    /// </summary>
    public static bool CountsForOthers(Visibility visibility) => visibility is Visibility.Public or Visibility.Unlisted;

    /// <summary>The same for a post: one that its author alone sees, since it waits for leave, counts nowhere else.</summary>
    public static bool CountsForOthers(Post post) => CountsForOthers(post.Visibility) && post.Consent == Consent.Given;

    /// <summary>True when a post of this visibility counts in its author's profile: private mentions don't.</summary>
    public static bool CountsForAuthor(Visibility visibility) => visibility != Visibility.Mentioned;

    /// <summary>Notes a change of a post's count and tells of it.</summary>
    public static void Note(Work work, long actorId, long postId, CountKind kind, int delta)
    {
        int shard = SnowflakeId.ShardOf(actorId);
        work.Db.CountChanges.Add(
            new CountChange
            {
                Id = work.Ids.Next(shard),
                Shard = shard,
                TargetId = postId,
                Kind = kind,
                Delta = delta,
            }
        );
        work.Raise(new PostCountsChanged([postId]));
    }

    /// <summary>
    /// Adds a new post and counts it for its author, and tells of that. Everything about the post has been said by now. False
    /// when the author's account is gone.
    /// </summary>
    public static async Task<bool> AddAsync(Work work, Post post, CancellationToken cancellation)
    {
        bool isAlone = post.Tags.Count + post.Mentions.Count == 0;
        if (CountsForAuthor(post.Visibility))
        {
            // What comes from elsewhere may have been said before what is known already.
            long at = post.CreatedAt.ToUnixTimeMilliseconds();
            work.Statements.Add(
                $"""
                UPDATE "Accounts" SET "PostsCount" = "PostsCount" + 1,
                    "LastPostAt" = CASE WHEN "LastPostAt" > {at} THEN "LastPostAt" ELSE {at} END
                WHERE "Id" = {post.AuthorId}
                """
            );
            work.Raise(new AccountCountsChanged([post.AuthorId]));
        }
        else if (!await work.Db.Accounts.AnyAsync(a => a.Id == post.AuthorId, cancellation))
        {
            return false;
        }

        if (isAlone)
        {
            work.Statements.Insert(post);
        }
        else
        {
            work.Db.Posts.Add(post);
        }

        return await work.Statements.RunAsync(cancellation);
    }

    /// <summary>Counts one post less for this author, and tells of it.</summary>
    public static async Task TakeFromAuthorAsync(Work work, long authorId, CancellationToken cancellation)
    {
        await work
            .Db.Accounts.Where(a => a.Id == authorId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.PostsCount, a => a.PostsCount - 1), cancellation);
        work.Raise(new AccountCountsChanged([authorId]));
    }

    /// <summary>Makes commands of the same author that run at once wait for each other, by touching the author's own row.</summary>
    public static Task LockAuthorAsync(Work work, long authorId, CancellationToken cancellation) =>
        work
            .Db.Accounts.Where(a => a.Id == authorId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.PostsCount, a => a.PostsCount), cancellation);
}
