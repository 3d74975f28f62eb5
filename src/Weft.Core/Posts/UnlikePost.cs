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

        if (!await RemoveAsync(work, accountId, post, isRefused: false, cancellation))
        {
            return await PostTarget.FindAsync(work.Db, accountId, post.Id, cancellation) is null ? Refused.NotFound : post.Id;
        }

        return post.Id;
    }

    /// <summary>Removes the account's like of that post, if there is one.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="accountId">Who likes.</param>
    /// <param name="post">The post.</param>
    /// <param name="isRefused">The post's author does not want it: who has refused a request needs not to be told that it ended.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<bool> RemoveAsync(
        Work work,
        long accountId,
        TargetFacts post,
        bool isRefused,
        CancellationToken cancellation
    )
    {
        IQueryable<Like> own = work.Db.Likes.Where(l => l.AccountId == accountId && l.PostId == post.Id);
        var like = await own.Select(l => new { l.Id, l.Consent }).FirstOrDefaultAsync(cancellation);
        if (like is { Consent: Consent.Asked })
        {
            // Not while the answer is being taken: it decides who has to hear.
            await Counting.LockAuthorAsync(work, accountId, cancellation);
            like = await own.Select(l => new { l.Id, l.Consent }).FirstOrDefaultAsync(cancellation);
        }

        if (like is null || await own.ExecuteDeleteAsync(cancellation) == 0)
        {
            return false;
        }

        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Liked, false));
        bool wasSent = like.Consent == Consent.Given || post.LooksAtActs || !isRefused;
        if (wasSent && post.IsForeign && await work.IsLocalAsync(accountId, cancellation))
        {
            work.TellOfMark(OutboxAct.UndoLike, accountId, post, like.Id);
        }

        if (like.Consent != Consent.Given)
        {
            return true;
        }

        Counting.Note(work, accountId, post.Id, CountKind.Likes, -1);
        await Notifier.RemoveAsync(work, NotificationKind.Like, post.AuthorId, accountId, post.Id, cancellation);
        return true;
    }
}
