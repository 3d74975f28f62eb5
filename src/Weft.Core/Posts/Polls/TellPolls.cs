using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Polls;

/// <summary>
/// Tells of polls what time brings: other servers of the votes that came, and of the end all who voted and who asked.
/// </summary>
public sealed class TellPolls(IDbContextFactory<WeftDb> contexts, IWriter writer, TimeProvider clock)
{
    private const int BatchSize = 100;

    /// <summary>Tells what is due.</summary>
    /// <returns>How many polls there was something to tell of.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = Moment.Now(clock);
        List<long> counted;
        List<long> ended;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            counted = await db
                .Polls.Where(p => p.TellAt != null && p.TellAt <= now)
                .OrderBy(p => p.TellAt)
                .Select(p => p.PostId)
                .Take(BatchSize)
                .ToListAsync(cancellation);
            ended = await db
                .Polls.Where(p => p.EndToldAt == null && p.EndsAt != null && p.EndsAt <= now)
                .OrderBy(p => p.EndsAt)
                .Select(p => p.PostId)
                .Take(BatchSize)
                .ToListAsync(cancellation);
        }

        foreach (long post in counted.Except(ended))
        {
            await writer.RunAsync(work => TellCountsAsync(work, post, cancellation), cancellation);
        }

        foreach (long post in ended)
        {
            while ((await writer.RunAsync(work => TellEndAsync(work, post, cancellation), cancellation)).Value)
            {
                // There are more voters.
            }
        }

        return counted.Union(ended).Count();
    }

    private static async Task<Outcome<bool>> TellCountsAsync(Work work, long postId, CancellationToken cancellation)
    {
        if (
            await work.Db.Polls.FindAsync([postId], cancellation) is { TellAt: not null } poll
            && await PostAsync(work.Db, postId, cancellation) is { } post
        )
        {
            poll.TellAt = null;
            await TellOthersAsync(work, post, cancellation);
        }

        return true;
    }

    /// <returns>True when there are voters left to tell.</returns>
    private static async Task<Outcome<bool>> TellEndAsync(Work work, long postId, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        if (
            await db.Polls.FindAsync([postId], cancellation) is not { EndToldAt: null } poll
            || await PostAsync(db, postId, cancellation) is not { } post
        )
        {
            return false;
        }

        long told = poll.ToldUpTo;
        List<long> voters = await db
            .PollVotes.Where(v => v.PostId == postId && v.VoterId > told && db.Accounts.Any(a => a.Id == v.VoterId && a.Domain == null))
            .Select(v => v.VoterId)
            .Distinct()
            .OrderBy(id => id)
            .Take(MassNotifier.Limit)
            .ToListAsync(cancellation);
        if (told == 0 && post.Uri is null)
        {
            await Notifier.AddOwnAsync(work, NotificationKind.PollEnded, post.AuthorId, post.Id, post.ConversationId, cancellation);
            await TellOthersAsync(work, post, cancellation);
        }

        await MassNotifier.AddAsync(
            work,
            NotificationKind.PollEnded,
            [.. voters.Select(id => new Recipient(id, post.Id))],
            post.AuthorId,
            post.ConversationId,
            cancellation
        );
        work.Raise(new PostCountsChanged([postId]));
        if (post.Uri is not null && voters.Count > 0 && told == 0)
        {
            work.Raise(new ForeignPollEnded(postId));
        }

        if (voters.Count == MassNotifier.Limit)
        {
            poll.ToldUpTo = voters[^1];
            return true;
        }

        (poll.EndToldAt, poll.TellAt) = (work.Now, null);
        return false;
    }

    private static async Task TellOthersAsync(Work work, Post post, CancellationToken cancellation)
    {
        if (post.Uri is null)
        {
            List<long> voters = await work
                .Db.Accounts.Where(a => a.Domain != null && work.Db.PollVotes.Any(v => v.PostId == post.Id && v.VoterId == a.Id))
                .GroupBy(a => a.Domain)
                .Select(g => g.Max(a => a.Id))
                .Take(OutboxWriting.MaxRecipients)
                .ToListAsync(cancellation);
            List<long> met = await OutboxReach.OfPostAsync(work, post.Id, cancellation);
            work.TellOfPost(OutboxAct.EditPost, post, [.. PublishPostHandler.PostAudienceIds(post), .. voters, .. met]);
        }
    }

    private static Task<Post?> PostAsync(WeftDb db, long id, CancellationToken cancellation) =>
        db.Posts.AsNoTracking().Include(p => p.Mentions).FirstOrDefaultAsync(p => p.Id == id, cancellation);
}
