using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>Somebody of another server asks to quote a post of this one (FEP-044f).</summary>
/// <param name="QuoterId">Who asks: the author of what quotes.</param>
/// <param name="QuotedId">The post to be quoted.</param>
/// <param name="QuotingUri">The id of the post that quotes.</param>
/// <param name="RequestUri">The id of the request; null where it has none.</param>
/// <param name="Quoting">What quotes, when it is to be had and does quote; null for a no.</param>
public sealed record ReceiveQuoteRequest(long QuoterId, long QuotedId, string QuotingUri, string? RequestUri, ReceivePost? Quoting);

/// <summary>Answers by the post's policy, yes or no at once. Asked twice it answers twice: the first answer may have been lost.</summary>
public sealed class ReceiveQuoteRequestHandler(IWriter writer)
{
    /// <summary>True for a yes; <see cref="Refusal.NotFound"/> when there is no such post of this server.</summary>
    public Task<Outcome<bool>> RunAsync(ReceiveQuoteRequest command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.RunAsync(work => AnswerAsync(work, command, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> AnswerAsync(Work work, ReceiveQuoteRequest command, CancellationToken cancellation)
    {
        if (await PostTarget.FindEvenHiddenAsync(work.Db, command.QuotedId, cancellation) is not { IsForeign: false } quoted)
        {
            return Refused.NotFound;
        }

        long? quote = await AllowedAsync(work, command, quoted, cancellation);
        OutboxEntry answer = work.TellAccount(
            quote is null ? OutboxAct.RejectQuote : OutboxAct.AcceptQuote,
            quoted.AuthorId,
            command.QuoterId
        );
        (answer.PostId, answer.SubjectId) = (quoted.Id, quote);
        (answer.Uri, answer.InstrumentUri) = (command.RequestUri, command.QuotingUri);
        return quote is not null;
    }

    /// <summary>The quote, from now on here as one, when the author's policy lets it be; null for a no.</summary>
    private static async Task<long?> AllowedAsync(
        Work work,
        ReceiveQuoteRequest command,
        TargetFacts quoted,
        CancellationToken cancellation
    )
    {
        if (
            command.Quoting is not { } quoting
            || quoting.AuthorId != command.QuoterId
            || quoting.QuoteOfId != quoted.Id
            || await PostTarget.FindAsync(work.Db, command.QuoterId, quoted.Id, cancellation) is not { IsOpen: true } target
            || !target.Lets(target.QuotePolicy, command.QuoterId)
        )
        {
            return null;
        }

        Outcome<long> known = await ReceivePostHandler.ReceiveAsync(work, quoting with { IsNews = true }, cancellation);
        if (
            !known.Succeeded
            || await work.Db.Posts.FindAsync([known.Value], cancellation) is not { QuoteRevokedAt: null } post
            || post.AuthorId != command.QuoterId
        )
        {
            return null;
        }

        if (await ReceivedTies.QuoteLateAsync(work, post, quoting, cancellation))
        {
            work.Raise(new PostEdited(post.Id, post.AuthorId));
        }

        return post.QuoteOfId == quoted.Id ? post.Id : null;
    }
}
