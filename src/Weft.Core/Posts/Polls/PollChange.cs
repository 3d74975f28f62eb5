using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Polls;

/// <summary>What an edited post asks from now on.</summary>
/// <param name="To">The poll; null to ask nothing any more.</param>
public sealed record PollChange(PollDraft? To)
{
    /// <summary>Changes the post's poll. The same options keep their votes; others begin anew.</summary>
    /// <returns>True when the post asks something else now.</returns>
    internal async Task<bool> ApplyAsync(Work work, Post post, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        Poll? poll = post.HasPoll ? await db.Polls.FindAsync([post.Id], cancellation) : null;
        if (To is null && poll is null)
        {
            return false;
        }

        bool keepsVotes = poll is not null && To is not null && poll.Multiple == To.Multiple && poll.Options.SequenceEqual(To.Options);
        if (keepsVotes)
        {
            // How long it lasts counts from now, as apps send it along with each edit; so it is left when nothing else changes.
            poll!.HidesTotals = To!.HidesTotals;
            return false;
        }

        await db.PollVotes.Where(v => v.PostId == post.Id).ExecuteDeleteAsync(cancellation);
        post.HasPoll = To is not null;
        if (poll is not null && To is null)
        {
            db.Polls.Remove(poll);
        }
        else if (poll is null)
        {
            db.Polls.Add(To!.Begin(post, work.Now));
        }
        else
        {
            (poll.Options, poll.Multiple, poll.HidesTotals) = ([.. To!.Options], To.Multiple, To.HidesTotals);
            (poll.EndsAt, poll.EndToldAt, poll.ToldUpTo) = (work.Now + To.Lasts, null, 0);
        }

        return true;
    }
}
