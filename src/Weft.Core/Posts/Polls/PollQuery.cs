using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Polls;

/// <summary>Reads polls, and what somebody chose in them.</summary>
internal static class PollQuery
{
    /// <summary>The polls of those posts. Votes are counted where they stand, on all shards; the models are kept with the posts.</summary>
    public static async Task<Dictionary<long, PollModel>> LoadAsync(WeftDb db, long[] postIds, CancellationToken cancellation)
    {
        if (postIds.Length == 0)
        {
            return [];
        }

        List<Poll> polls = await db.Polls.AsNoTracking().Where(p => postIds.Contains(p.PostId)).ToListAsync(cancellation);
        long[] own = [.. polls.Where(p => p.ForeignCounts.Count == 0).Select(p => p.PostId)];
        Dictionary<(long, int), long> counts = [];
        Dictionary<long, long> voters = [];
        if (own.Length > 0)
        {
            counts = await db
                .PollVotes.Where(v => own.Contains(v.PostId))
                .GroupBy(v => new { v.PostId, v.Choice })
                .Select(g => new
                {
                    g.Key.PostId,
                    g.Key.Choice,
                    Count = g.LongCount(),
                })
                .ToDictionaryAsync(g => (g.PostId, g.Choice), g => g.Count, cancellation);
            voters = await db
                .PollVotes.Where(v => own.Contains(v.PostId))
                .GroupBy(v => v.PostId)
                .Select(g => new { PostId = g.Key, Count = g.Select(v => v.VoterId).Distinct().LongCount() })
                .ToDictionaryAsync(g => g.PostId, g => g.Count, cancellation);
        }

        return polls.ToDictionary(p => p.PostId, p => Present(p, counts, voters));
    }

    /// <summary>What somebody chose in the polls of those posts.</summary>
    public static async Task<ILookup<long, int>> VotesAsync(WeftDb db, long voterId, long[] postIds, CancellationToken cancellation)
    {
        var votes = await db
            .PollVotes.Where(v => v.VoterId == voterId && postIds.Contains(v.PostId))
            .OrderBy(v => v.Choice)
            .Select(v => new { v.PostId, v.Choice })
            .ToListAsync(cancellation);
        return votes.ToLookup(v => v.PostId, v => v.Choice);
    }

    /// <summary>What can be chosen in the poll of a post, for a command; empty for no poll.</summary>
    public static async Task<List<string>> ChoicesAsync(Work work, Post post, CancellationToken cancellation) =>
        post.HasPoll && await work.Db.Polls.FindAsync([post.Id], cancellation) is { } poll ? [.. poll.Options] : [];

    private static PollModel Present(Poll poll, Dictionary<(long, int), long> counts, Dictionary<long, long> voters)
    {
        bool foreign = poll.ForeignCounts.Count > 0;
        return new PollModel(
            [
                .. poll.Options.Select(
                    (title, i) =>
                        new PollChoice(
                            title,
                            foreign ? poll.ForeignCounts.ElementAtOrDefault(i) : counts.GetValueOrDefault((poll.PostId, i))
                        )
                ),
            ],
            poll.Multiple,
            poll.EndsAt,
            foreign ? poll.ForeignVoters : voters.GetValueOrDefault(poll.PostId),
            poll.HidesTotals
        );
    }
}
