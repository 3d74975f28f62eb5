using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An author takes a post from the top of its profile.</summary>
/// <param name="AccountId">The author.</param>
/// <param name="PostId">The post.</param>
public sealed record UnpinPost(long AccountId, long PostId);

/// <summary>Unpins a post. Where it is not pinned this changes nothing.</summary>
public sealed class UnpinPostHandler(IWriter writer)
{
    /// <summary>
    /// Answers the post's id; <see cref="Refusal.NotFound"/> when the account may not see it, <see cref="Refusal.NotAllowed"/>
    /// when it is somebody else's.
    /// </summary>
    public Task<Outcome<long>> RunAsync(UnpinPost command, CancellationToken cancellation) =>
        writer.RunAsync(work => UnpinAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> UnpinAsync(Work work, UnpinPost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        if (post.AuthorId != accountId)
        {
            return Refused.NotAllowed("Someone else's post cannot be unpinned.");
        }

        int changed = await work
            .Db.Posts.Where(p => p.Id == post.Id && p.PinnedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.PinnedAt, (DateTimeOffset?)null), cancellation);
        if (changed > 0)
        {
            work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Pinned, false));
            if (post.ActorIsLocal)
            {
                work.TellFollowers(OutboxAct.Unpin, accountId).PostId = post.Id;
            }
        }

        return post.Id;
    }
}
