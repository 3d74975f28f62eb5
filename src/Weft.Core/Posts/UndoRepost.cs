using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account takes its repost back.</summary>
/// <param name="AccountId">Who reposted.</param>
/// <param name="PostId">The post, or a repost of it.</param>
public sealed record UndoRepost(long AccountId, long PostId);

/// <summary>Takes a repost back, also of a post that the account may no longer see. Without a repost it changes nothing.</summary>
public sealed class UndoRepostHandler(IWriter writer)
{
    /// <summary>Answers the id of the original; <see cref="Refusal.NotFound"/> when the account neither reposted it nor may see it.</summary>
    public Task<Outcome<long>> RunAsync(UndoRepost command, CancellationToken cancellation) =>
        writer.RunAsync(work => UndoAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> UndoAsync(Work work, UndoRepost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindEvenHiddenAsync(work.Db, command.PostId, cancellation) is not TargetFacts original)
        {
            return Refused.NotFound;
        }

        if (!await RemoveAsync(work, accountId, original, isRefused: false, cancellation))
        {
            return await PostTarget.FindAsync(work.Db, accountId, original.Id, cancellation) is null ? Refused.NotFound : original.Id;
        }

        return original.Id;
    }

    /// <summary>Removes the account's repost of that post, if there is one.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="accountId">Who reposted.</param>
    /// <param name="original">The post.</param>
    /// <param name="isRefused">The post's author does not want it: who has refused a request needs not to be told that it ended.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<bool> RemoveAsync(
        Work work,
        long accountId,
        TargetFacts original,
        bool isRefused,
        CancellationToken cancellation
    )
    {
        IQueryable<Post> own = work.Db.Posts.Where(p => p.AuthorId == accountId && p.RepostOfId == original.Id);
        var found = own.Select(p => new
        {
            p.Id,
            p.Visibility,
            p.Uri,
            p.Consent,
        });
        var repost = await found.FirstOrDefaultAsync(cancellation);
        if (repost is { Consent: Consent.Asked })
        {
            // Not while the answer is being taken: it decides who has to hear.
            await Counting.LockAuthorAsync(work, accountId, cancellation);
            repost = await found.FirstOrDefaultAsync(cancellation);
        }

        if (repost is null || await own.ExecuteDeleteAsync(cancellation) == 0)
        {
            return false;
        }

        bool stood = repost.Consent == Consent.Given;
        if (repost.Uri is null)
        {
            if (stood || original.LooksAtActs || !isRefused)
            {
                OutboxEntry entry = work.TellOfMark(OutboxAct.UndoRepost, accountId, original, repost.Id);
                (entry.Visibility, entry.ToFollowers) = (repost.Visibility, stood);
            }
        }
        else
        {
            await ForeignUris.MarkGoneAsync(work, repost.Uri, ForeignKind.Post, cancellation);
        }

        await Counting.TakeFromAuthorAsync(work, accountId, cancellation);
        if (stood)
        {
            Counting.Note(work, accountId, original.Id, CountKind.Reposts, -1);
        }

        await Notifier.RemoveAsync(work, NotificationKind.Repost, original.AuthorId, accountId, original.Id, cancellation);
        work.Raise(new PostDeleted(repost.Id, accountId));
        work.Raise(new PostMarkChanged(accountId, original.Id, PostMarks.Reposted, false));
        return true;
    }
}
