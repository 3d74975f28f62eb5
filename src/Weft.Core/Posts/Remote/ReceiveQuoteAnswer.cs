using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>The author of another server's post says whether a post of this one may quote it (FEP-044f).</summary>
/// <param name="AuthorId">Who answers.</param>
/// <param name="QuoteId">The post that quotes.</param>
/// <param name="Stamp">The id of the stamp, which has been checked; null for a no.</param>
public sealed record ReceiveQuoteAnswer(long AuthorId, long QuoteId, string? Stamp);

/// <summary>Takes the answer, and tells those who have the post what became of its quote. A no after a yes withdraws.</summary>
public sealed class ReceiveQuoteAnswerHandler(IWriter writer)
{
    /// <summary>True when something changed; <see cref="Refusal.NotFound"/> when the post does not quote that author, or no longer.</summary>
    public Task<Outcome<bool>> RunAsync(ReceiveQuoteAnswer command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.RunAsync(work => TakeAsync(work, command, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> TakeAsync(Work work, ReceiveQuoteAnswer command, CancellationToken cancellation)
    {
        IQueryable<Post> quotes = work.Db.Posts.Where(p =>
            p.Id == command.QuoteId && p.QuoteOfAccountId == command.AuthorId && p.Uri == null && p.QuoteRevokedAt == null
        );
        long author = await quotes.Select(p => p.AuthorId).FirstOrDefaultAsync(cancellation);
        await Counting.LockAuthorAsync(work, author, cancellation);
        if (await quotes.Include(p => p.Mentions).FirstOrDefaultAsync(cancellation) is not { QuoteOfId: long quoted } quote)
        {
            return Refused.NotFound;
        }

        if (command.Stamp is null && quote.QuoteConsent == Consent.Given)
        {
            return await QuoteEnd.WithdrawAsync(work, quotes, cancellation) > 0;
        }

        Consent now = command.Stamp is null ? Consent.Refused : Consent.Given;
        if (quote.QuoteConsent == now && quote.QuoteStamp == command.Stamp)
        {
            return false;
        }

        if (quote.QuoteConsent != now && now == Consent.Given && Counting.CountsForOthers(quote))
        {
            Counting.Note(work, quote.AuthorId, quoted, CountKind.Quotes, 1);
        }

        (quote.QuoteConsent, quote.QuoteStamp) = (now, command.Stamp);
        work.TellOfPost(
            OutboxAct.EditPost,
            quote,
            [.. PublishPostHandler.PostAudienceIds(quote), .. await OutboxReach.OfPostAsync(work, quote.Id, cancellation)]
        );
        work.Raise(new PostEdited(quote.Id, quote.AuthorId));
        return true;
    }
}
