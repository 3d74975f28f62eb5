using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Polls;

/// <summary>Somebody votes in a poll.</summary>
/// <param name="VoterId">Who.</param>
/// <param name="PostId">The post with the poll, or a repost of it.</param>
/// <param name="Choices">The places of what is chosen, from 0 on.</param>
public sealed record VotePoll(long VoterId, long PostId, IReadOnlyList<int> Choices)
{
    /// <summary>
    /// What is chosen by its words, in place of <see cref="Choices"/>: so other servers vote, one choice after the other
    /// where several may be made.
    /// </summary>
    public IReadOnlyList<string>? Titles { get; init; }
}

/// <summary>Votes. A vote is for good.</summary>
public sealed class VotePollHandler(IWriter writer)
{
    /// <summary>How long other servers wait at least from one telling of the counts to the next.</summary>
    public static readonly TimeSpan TellingPause = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Answers the id of the post. <see cref="Refusal.NotFound"/> when there is no such poll for the voter,
    /// <see cref="Refusal.Invalid"/> when it has ended, is the voter's own, was voted in already, or has no such options.
    /// </summary>
    public async Task<Outcome<long>> RunAsync(VotePoll command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await writer.RunAsync(work => VoteAsync(work, command, cancellation), cancellation);
    }

    private static async Task<Outcome<long>> VoteAsync(Work work, VotePoll command, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        if (
            await PostTarget.FindAsync(db, command.VoterId, command.PostId, cancellation) is not PostTarget post
            || await db.Polls.FindAsync([post.Id], cancellation) is not Poll poll
        )
        {
            return Refused.NotFound;
        }

        // So that two votes of one person at the same time know of each other.
        await Counting.LockAuthorAsync(work, command.VoterId, cancellation);
        if (!await post.KeepAsync(work, command.VoterId, cancellation))
        {
            return Refused.NotFound;
        }

        List<int> before = await db
            .PollVotes.Where(v => v.PostId == post.Id && v.VoterId == command.VoterId)
            .Select(v => v.Choice)
            .ToListAsync(cancellation);
        int[] choices = [.. (command.Titles?.Select(title => poll.Options.IndexOf(title)) ?? command.Choices).Distinct().Order()];
        if (Fault(poll, post, command, choices, before, work.Now) is { } fault)
        {
            return Refused.Invalid("", fault.Code, fault.Reason);
        }

        foreach (int choice in choices)
        {
            Add(work, post, command.VoterId, choice);
        }

        await CountAsync(work, poll, post, choices, before.Count == 0, cancellation);
        work.Raise(new PostCountsChanged([post.Id]));
        return post.Id;
    }

    private static (string Code, string Reason)? Fault(
        Poll poll,
        PostTarget post,
        VotePoll command,
        int[] choices,
        List<int> before,
        DateTimeOffset now
    )
    {
        bool adds = command.Titles is not null && poll.Multiple;
        return poll.EndsAt <= now ? ("expired", "The poll has already ended")
            : post.AuthorId == command.VoterId ? ("self_vote", "You cannot vote in your own polls")
            : before.Count > 0 && (!adds || choices.Any(before.Contains)) ? ("taken", "You have already voted on this poll")
            : choices.Length == 0 || choices.Any(c => c < 0 || c >= poll.Options.Count) || choices.Length > 1 && !poll.Multiple
                ? ("invalid", "The chosen vote option does not exist")
            : null;
    }

    private static void Add(Work work, PostTarget post, long voterId, int choice)
    {
        int shard = SnowflakeId.ShardOf(voterId);
        PollVote vote = new()
        {
            PostId = post.Id,
            VoterId = voterId,
            Choice = choice,
            Id = work.Ids.Next(shard),
            Shard = shard,
        };
        work.Db.PollVotes.Add(vote);
        if (post.IsForeign && post.ActorIsLocal)
        {
            work.TellOfMark(OutboxAct.Vote, voterId, post, vote.Id);
        }
    }

    /// <summary>Of another server's poll the count is a guess until it tells the next one; of ours others are told, not of each vote.</summary>
    private static async Task CountAsync(Work work, Poll poll, PostTarget post, int[] choices, bool isNew, CancellationToken cancellation)
    {
        if (post.IsForeign)
        {
            poll.ForeignCounts = [.. poll.ForeignCounts.Select((count, i) => choices.Contains(i) ? count + 1 : count)];
            poll.ForeignVoters += isNew ? 1 : 0;
            return;
        }

        DateTimeOffset tellAt = work.Now + TellingPause;
        await work
            .Db.Polls.Where(p => p.PostId == poll.PostId && p.TellAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.TellAt, tellAt), cancellation);
    }
}
