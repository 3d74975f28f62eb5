using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Held;

/// <summary>
/// Lets go what waited below a reply that is shown now: what needs no leave of its own, and what answers that in turn. Each
/// is a command of its own that holds its author alone, so that two of these never wait for each other crosswise, and a
/// long chain keeps nobody from writing.
/// </summary>
internal static class HeldBelow
{
    /// <summary>How many are let go at once, in the whole chain.</summary>
    public const int Most = 100;

    /// <summary>How many are looked at for it, those that wait for a leave of their own among them.</summary>
    public const int MostLookedAt = 4 * Most;

    /// <summary>Goes through what is below. What is left is told (<see cref="RepliesLeftHeld"/>), for <see cref="ReleaseHeld"/> to find.</summary>
    /// <param name="writer">Runs each command.</param>
    /// <param name="postId">The reply that is shown now.</param>
    /// <param name="cancellation">Gives up; the rest waits for the next round.</param>
    /// <returns>How many were let go.</returns>
    public static async Task<int> ReleaseAsync(IWriter writer, long postId, CancellationToken cancellation)
    {
        Queue<long> shown = new([postId]);
        (int released, int looked, long after) = (0, 0, 0);
        while (shown.TryPeek(out long parent))
        {
            bool isLast = released == Most || looked == MostLookedAt;
            Step step = (await writer.RunAsync(work => StepAsync(work, parent, after, isLast, cancellation), cancellation)).Value!;
            if (isLast && step.ReplyId is not null)
            {
                break;
            }

            if (step.ReplyId is not long reply)
            {
                (_, after) = (shown.Dequeue(), 0);
                continue;
            }

            (after, looked) = (reply, looked + 1);
            if (step.IsReleased)
            {
                released++;
                shown.Enqueue(reply);
            }
        }

        return released;
    }

    /// <summary>Lets one reply go that waits for nothing any more.</summary>
    /// <returns>False when it still waits, or does no longer.</returns>
    public static async Task<bool> ReleaseOneAsync(Work work, long replyId, CancellationToken cancellation)
    {
        long author = await work.Db.Posts.Where(p => p.Id == replyId).Select(p => p.AuthorId).FirstOrDefaultAsync(cancellation);
        await Counting.LockAuthorAsync(work, author, cancellation);
        Post? reply = await work
            .Db.Posts.Include(p => p.Mentions)
            .FirstOrDefaultAsync(p => p.Id == replyId && p.Consent == Consent.Asked && p.InReplyToId != null, cancellation);
        if (reply is null || !await MayStandAsync(work, reply, cancellation))
        {
            return false;
        }

        await HeldPosts.ReleaseAsync(work, reply, reply.Stamp, cancellation);
        return true;
    }

    /// <summary>Looks at the next answer of a post that waits, and lets it go if it may; the last time only whether there is one.</summary>
    private static async Task<Outcome<Step>> StepAsync(Work work, long parent, long after, bool isLast, CancellationToken cancellation)
    {
        long? reply = await work
            .Db.Posts.Where(p => p.InReplyToId == parent && p.Id > after && p.Consent == Consent.Asked)
            .OrderBy(p => p.Id)
            .Select(p => (long?)p.Id)
            .FirstOrDefaultAsync(cancellation);
        if (isLast && reply is not null)
        {
            work.Raise(new RepliesLeftHeld());
        }

        return new Step(reply, !isLast && reply is long id && await ReleaseOneAsync(work, id, cancellation));
    }

    /// <summary>
    /// Whether what answers a post that is shown may be shown too, by the rules that hold for one that comes now: those of
    /// this server are asked anew what they may do, others need a stamp where the author wants one.
    /// </summary>
    private static async Task<bool> MayStandAsync(Work work, Post reply, CancellationToken cancellation)
    {
        if (await PostTarget.FindEvenHiddenAsync(work.Db, reply.InReplyToId!.Value, cancellation) is not { Consent: Consent.Given } parent)
        {
            return false;
        }

        if (reply.Stamp is not null || !parent.IsForeign || parent.AuthorId == reply.AuthorId)
        {
            return true;
        }

        return reply.Uri is null
            ? await PostTarget.FindAsync(work.Db, reply.AuthorId, parent.Id, cancellation) is { } target
                && target.ForReply(reply.AuthorId) == Leave.Given
            : !await ReceivedTies.NeedsStampAsync(work.Db, parent, reply.AuthorId, cancellation);
    }

    private sealed record Step(long? ReplyId, bool IsReleased);
}
