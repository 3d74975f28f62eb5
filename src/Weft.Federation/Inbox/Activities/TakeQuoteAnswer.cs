using Weft.Core;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Posts;
using Weft.Federation.Presenting;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Accept and Reject of a QuoteRequest of one of us. A yes names a stamp.
/// </summary>
internal sealed class TakeQuoteAnswer(KnownThings things, AnsweredStamp stamps, LocalAddresses addresses)
{
    /// <summary>What was done; null when the answer is to something else.</summary>
    public async Task<string?> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (await QuoteAsync(received.Activity.Object, cancellation) is not long quote)
        {
            return null;
        }

        if (await things.AskedQuoteAsync(quote, cancellation) is not { } asked || asked.AuthorId != received.Actor.AccountId)
        {
            return "Nobody here asked that actor to quote it.";
        }

        string? stamp = null;
        if (received.Activity.Kind == ActivityKind.Accept)
        {
            string quoting = addresses.Post(asked.Username, quote);
            stamp = await stamps.OfAsync(
                received,
                new StampClaim(StampKind.Quote, received.Actor.Uri, quoting, asked.QuotedUri),
                cancellation
            );
            if (stamp is null)
            {
                return "The answer names no stamp that lets the post quote.";
            }
        }

        Outcome<bool> taken = await new ReceiveQuoteAnswerHandler(received.Writer).RunAsync(
            new ReceiveQuoteAnswer(received.Actor.AccountId, quote, stamp),
            cancellation
        );
        return taken is { Succeeded: true, Value: true } ? "The answer is noted." : "The answer changes nothing.";
    }

    /// <summary>The post that asked: by the request's id, or by what the request named where the other server names it otherwise.</summary>
    private async Task<long?> QuoteAsync(Reference? answered, CancellationToken cancellation)
    {
        if (addresses.Parse(answered?.Id) is { Kind: LocalKind.QuoteRequest, Number: var number })
        {
            return number;
        }

        return
            answered?.Inlined is ActivityDocument { Kind: ActivityKind.QuoteRequest, Instrument.Id: { } quoting } && things.IsLocal(quoting)
            ? await things.PostAsync(quoting, cancellation)
            : null;
    }
}
