using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account takes its like back.</summary>
/// <param name="AccountId">Who liked.</param>
/// <param name="PostId">The post, or a repost of it.</param>
public sealed record UnlikePost(long AccountId, long PostId);

/// <summary>Takes a like back, also from a post that the account may no longer see. Without a like it changes nothing.</summary>
public sealed class UnlikePostHandler(IWriter writer)
{
    /// <summary>Answers the id of the post; <see cref="Refusal.NotFound"/> when the account neither liked it nor may see it.</summary>
    public Task<Outcome<long>> RunAsync(UnlikePost command, CancellationToken cancellation) =>
        writer.RunAsync(work => UnlikeAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> UnlikeAsync(Work work, UnlikePost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindEvenHiddenAsync(work.Db, command.PostId, cancellation) is not TargetFacts post)
        {
            return Refused.NotFound;
        }

        IQueryable<Like> own = work.Db.Likes.Where(l => l.AccountId == accountId && l.PostId == post.Id);
        long likeId = await own.Select(l => l.Id).FirstOrDefaultAsync(cancellation);
        if (await own.ExecuteDeleteAsync(cancellation) == 0)
        {
            return await PostTarget.FindAsync(work.Db, accountId, post.Id, cancellation) is null ? Refused.NotFound : post.Id;
        }

        if (post.IsForeign && await work.IsLocalAsync(accountId, cancellation))
        {
            work.TellOfMark(OutboxAct.UndoLike, accountId, post, likeId);
        }

        Counting.Note(work, accountId, post.Id, CountKind.Likes, -1);
        await Notifier.RemoveAsync(work, NotificationKind.Like, post.AuthorId, accountId, post.Id, cancellation);
        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Liked, false));
        return post.Id;
    }
}
