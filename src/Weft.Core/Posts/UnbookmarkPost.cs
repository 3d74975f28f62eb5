using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account no longer saves a post.</summary>
/// <param name="AccountId">Who saved it.</param>
/// <param name="PostId">The post, or a repost of it.</param>
public sealed record UnbookmarkPost(long AccountId, long PostId);

/// <summary>Forgets a saved post, also one that the account may no longer see. Without a bookmark it changes nothing.</summary>
public sealed class UnbookmarkPostHandler(IWriter writer)
{
    /// <summary>Answers the id of the post; <see cref="Refusal.NotFound"/> when the account neither saved it nor may see it.</summary>
    public Task<Outcome<long>> RunAsync(UnbookmarkPost command, CancellationToken cancellation) =>
        writer.RunAsync(work => UnbookmarkAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> UnbookmarkAsync(Work work, UnbookmarkPost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindEvenHiddenAsync(work.Db, command.PostId, cancellation) is not TargetFacts post)
        {
            return Refused.NotFound;
        }

        int removed = await work.Db.Bookmarks.Where(b => b.AccountId == accountId && b.PostId == post.Id).ExecuteDeleteAsync(cancellation);
        if (removed == 0)
        {
            return await PostTarget.FindAsync(work.Db, accountId, post.Id, cancellation) is null ? Refused.NotFound : post.Id;
        }

        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Bookmarked, false));
        return post.Id;
    }
}
