using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Polls;

/// <summary>A poll as another server tells it.</summary>
/// <param name="Options">What can be chosen, and how often it was.</param>
/// <param name="Multiple">More than one can be chosen.</param>
/// <param name="EndsAt">Until when one may vote; null for ever.</param>
/// <param name="Voters">How many people voted; null when not said.</param>
public sealed record ReceivedPoll(IReadOnlyList<PollChoice> Options, bool Multiple, DateTimeOffset? EndsAt, long? Voters)
{
    /// <summary>The poll's row.</summary>
    internal Poll Begin(Post post) =>
        new()
        {
            PostId = post.Id,
            Shard = post.Shard,
            Options = [.. Options.Select(o => o.Title)],
            Multiple = Multiple,
            EndsAt = EndsAt,
            ForeignCounts = [.. Options.Select(o => o.Votes)],
            ForeignVoters = Voters,
        };

    /// <summary>
    /// Takes over the counts, which need no newer version of the post. Other options come only with one: the votes on the
    /// old ones are then void.
    /// </summary>
    /// <returns>True when the poll asks something else now.</returns>
    internal async Task<bool> ApplyAsync(Work work, Post post, bool isNewer, CancellationToken cancellation)
    {
        if (!post.HasPoll || await work.Db.Polls.FindAsync([post.Id], cancellation) is not { } poll)
        {
            return false;
        }

        bool same = poll.Multiple == Multiple && poll.Options.SequenceEqual(Options.Select(o => o.Title));
        if (!same && !isNewer)
        {
            return false;
        }

        if (!same)
        {
            await work.Db.PollVotes.Where(v => v.PostId == post.Id).ExecuteDeleteAsync(cancellation);
            (poll.Options, poll.Multiple) = ([.. Options.Select(o => o.Title)], Multiple);
        }

        poll.ForeignCounts = [.. Options.Select(o => o.Votes)];
        (poll.ForeignVoters, poll.EndsAt) = (Voters ?? poll.ForeignVoters, EndsAt ?? poll.EndsAt);
        work.Raise(new PostCountsChanged([post.Id]));
        return !same;
    }
}
