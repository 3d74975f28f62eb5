using Weft.Core;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// QuoteRequest (FEP-044f): somebody asks to quote a post of one of us. Answered at once by the post's policy; what quotes
/// is the signer's own and is taken with a yes, since it may not have come by itself yet.
/// </summary>
internal sealed class TakeQuoteRequest(TakeCreate create, RemotePosts posts, KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.QuoteRequest];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        ActivityDocument request = received.Activity;
        if (
            await things.PostAsync(request.Object?.Id, cancellation) is not long quoted
            || !await things.IsLocalPostAsync(quoted, cancellation)
        )
        {
            return "What is to be quoted is no post of this server.";
        }

        if (request.Instrument is not { Id: { } quoting } instrument || !Origin.Same(quoting, received.Actor.Uri))
        {
            return "What is to quote is not the signer's own.";
        }

        PostDocument? post = await create.OwnAsync(instrument, received, cancellation);
        ReceivePost? draft = post is { IsVote: false }
            ? await posts.DraftAsync(post, received.Actor, null, received.Budget, cancellation)
            : null;
        Outcome<bool> answered = await new ReceiveQuoteRequestHandler(received.Writer).RunAsync(
            new ReceiveQuoteRequest(received.Actor.AccountId, quoted, quoting, request.Id, draft),
            cancellation
        );
        return !answered.Succeeded ? "The post is gone, or the request was taken before."
            : answered.Value ? "The quote is allowed."
            : "The quote is refused.";
    }
}
