using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;

namespace Weft.Federation.Posts;

/// <summary>Asks whether the author of a quoted post has agreed to the quote (FEP-044f): the stamp is fetched at that author's server.</summary>
public sealed class QuoteStamps(DocumentFetch documents, KnownThings things)
{
    /// <summary>True when the stamp that the post names is good for this post and this quote.</summary>
    /// <param name="post">The post that quotes.</param>
    /// <param name="quotedId">The quoted post here.</param>
    /// <param name="budget">What may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> IsGoodAsync(PostDocument post, long quotedId, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(budget);
        if (
            post.Quote is not { Authorization: { } address, Id: { } quoted }
            || things.IsLocal(address)
            || await things.AuthorUriAsync(quotedId, cancellation) is not { } author
            || !Origin.Same(address, author)
            || !budget.Take()
        )
        {
            return false;
        }

        FetchedDocument fetched = await documents.FetchAsync(address, Wanted.Document, cancellation);
        return fetched.Document is StampDocument { Kind: StampKind.Quote } stamp
            && WebAddress.SameId(stamp.AttributedTo, author)
            && WebAddress.SameId(stamp.InteractingObject, post.Id)
            && WebAddress.SameId(stamp.InteractionTarget, quoted);
    }
}
