using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An author fixes a post of its own to the top of its profile.</summary>
/// <param name="AccountId">The author.</param>
/// <param name="PostId">The post.</param>
public sealed record PinPost(long AccountId, long PostId);

/// <summary>Pins a post. Doing it twice changes nothing.</summary>
public sealed class PinPostHandler(IWriter writer)
{
    /// <summary>How many posts a profile shows pinned.</summary>
    public const int Limit = 5;

    /// <summary>
    /// Answers the post's id; <see cref="Refusal.NotFound"/> when the account may not see it, <see cref="Refusal.NotAllowed"/>
    /// when it is somebody else's or only for those mentioned, <see cref="Refusal.Invalid"/> when <see cref="Limit"/> are pinned.
    /// </summary>
    public Task<Outcome<long>> RunAsync(PinPost command, CancellationToken cancellation) =>
        writer.RunAsync(work => PinAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> PinAsync(Work work, PinPost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        WeftDb db = work.Db;
        if (await PostTarget.FindAsync(db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        if (post.AuthorId != accountId)
        {
            return Refused.NotAllowed("Someone else's post cannot be pinned.");
        }

        if (post.Visibility == Visibility.Mentioned)
        {
            return Refused.NotAllowed("A post that is only for those mentioned cannot be pinned.");
        }

        await Counting.LockAuthorAsync(work, accountId, cancellation);
        List<long> pinned = await db
            .Posts.Where(p => p.AuthorId == accountId && p.PinnedAt != null)
            .Select(p => p.Id)
            .ToListAsync(cancellation);
        if (pinned.Contains(post.Id))
        {
            return post.Id;
        }

        if (pinned.Count >= Limit)
        {
            return Refused.Invalid("pins", "too_many", $"are {Limit} at most");
        }

        await db
            .Posts.Where(p => p.Id == post.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.PinnedAt, (DateTimeOffset?)work.Now), cancellation);
        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Pinned, true));
        if (post.ActorIsLocal)
        {
            work.TellFollowers(OutboxAct.Pin, accountId).PostId = post.Id;
        }

        return post.Id;
    }
}
