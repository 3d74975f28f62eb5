using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>What follows when a quoted post is withdrawn from the posts that quote it.</summary>
internal static class QuoteEnd
{
    /// <summary>How many quotes end at once at most; the others end when they are met again.</summary>
    private const int Most = 100;

    /// <summary>
    /// Withdraws from those of the posts whose quote stands or waits: they say so from now on, count no longer, and where
    /// they are this server's own, other servers are told what they say now.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> WithdrawAsync(Work work, IQueryable<Post> quotes, CancellationToken cancellation)
    {
        List<Post> standing = await quotes
            .AsNoTracking()
            .Include(p => p.Mentions)
            .Where(p => p.QuoteOfId != null && p.QuoteRevokedAt == null)
            .Take(Most)
            .ToListAsync(cancellation);
        int ended = 0;
        foreach (Post quote in standing)
        {
            // Only while nobody else has: of two at once the second changes nothing.
            ended += await work
                .Db.Posts.Where(p => p.Id == quote.Id && p.QuoteRevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.QuoteRevokedAt, (DateTimeOffset?)work.Now), cancellation)
                is 1
                ? await TellAsync(work, quote, cancellation)
                : 0;
        }

        return ended;
    }

    private static async Task<int> TellAsync(Work work, Post quote, CancellationToken cancellation)
    {
        (long quotedId, long author) = (quote.QuoteOfId!.Value, quote.QuoteOfAccountId!.Value);
        if (quote.QuoteConsent == Consent.Given && Counting.CountsForOthers(quote))
        {
            Counting.Note(work, author, quotedId, CountKind.Quotes, -1);
        }

        await Notifier.RemoveAsync(work, NotificationKind.Quote, author, quote.AuthorId, quote.Id, cancellation);
        if (quote.Uri is null)
        {
            work.TellOfPost(
                OutboxAct.EditPost,
                quote,
                [.. PublishPostHandler.PostAudienceIds(quote), .. await OutboxReach.OfPostAsync(work, quote.Id, cancellation)]
            );
        }

        work.Raise(new PostEdited(quote.Id, quote.AuthorId));
        return 1;
    }
}
