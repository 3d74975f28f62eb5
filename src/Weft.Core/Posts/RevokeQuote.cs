using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An author withdraws its post from somebody's quote: the quote then stands without it.</summary>
/// <param name="AccountId">The quoted post's author.</param>
/// <param name="QuotedId">The quoted post.</param>
/// <param name="QuoteId">The post that quotes it.</param>
public sealed record RevokeQuote(long AccountId, long QuotedId, long QuoteId);

/// <summary>Withdraws a quote. Doing it twice changes nothing; it cannot be undone.</summary>
public sealed class RevokeQuoteHandler(IWriter writer)
{
    /// <summary>
    /// Answers the id of the post that quotes; <see cref="Refusal.NotFound"/> when the quoted post is not the account's own
    /// or the other does not quote it.
    /// </summary>
    public Task<Outcome<long>> RunAsync(RevokeQuote command, CancellationToken cancellation) =>
        writer.RunAsync(work => RevokeAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> RevokeAsync(Work work, RevokeQuote command, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<Post> quotes = db.Posts.Where(p =>
            p.Id == command.QuoteId && p.QuoteOfId == command.QuotedId && p.QuoteOfAccountId == command.AccountId
        );
        var quote = await quotes.Select(p => new { p.AuthorId, p.Uri }).FirstOrDefaultAsync(cancellation);
        if (quote is null)
        {
            return Refused.NotFound;
        }

        if (await QuoteEnd.WithdrawAsync(work, quotes, cancellation) > 0 && quote.Uri is not null)
        {
            OutboxEntry entry = work.TellAccount(OutboxAct.RevokeQuote, command.AccountId, quote.AuthorId);
            (entry.PostId, entry.SubjectId, entry.Uri) = (command.QuotedId, command.QuoteId, quote.Uri);
        }

        return command.QuoteId;
    }
}
