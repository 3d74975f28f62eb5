using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;

namespace Weft.Federation.Posts;

/// <summary>What came of looking at a stamp.</summary>
public enum StampVerdict
{
    /// <summary>It is no stamp, or for something else.</summary>
    Bad,

    /// <summary>Its server can't be asked now.</summary>
    Unread,

    /// <summary>It lets this post quote that one.</summary>
    Good,
}

/// <summary>Asks whether the author of a quoted post has agreed to the quote (FEP-044f): the stamp is fetched at that author's server.</summary>
public sealed class QuoteStamps(DocumentFetch documents, KnownThings things)
{
    /// <summary>The stamp that the post names, when it is good for this post and this quote; else null.</summary>
    /// <param name="post">The post that quotes.</param>
    /// <param name="quotedId">The quoted post here.</param>
    /// <param name="budget">What may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> GoodAsync(PostDocument post, long quotedId, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(budget);
        if (
            post.Quote is not { Authorization: { } address, Id: { } quoted }
            || post.Id is not { } quoting
            || things.IsLocal(address)
            || await things.AuthorUriAsync(quotedId, cancellation) is not { } author
            || !Origin.Same(address, author)
            || !budget.Take()
        )
        {
            return null;
        }

        FetchedDocument? fetched = await budget.WithinAsync(token => documents.FetchAsync(address, Wanted.Document, token), cancellation);
        return Judge(fetched, author, quoting, quoted) == StampVerdict.Good ? address : null;
    }

    /// <summary>Looks at a stamp at its own server.</summary>
    /// <param name="address">Its id.</param>
    /// <param name="author">The id of the quoted post's author.</param>
    /// <param name="quoting">The id of the post that quotes.</param>
    /// <param name="quoted">The id of the quoted post.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<StampVerdict> FetchAsync(string address, string author, string quoting, string quoted, CancellationToken cancellation)
    {
        if (!Origin.Same(address, author))
        {
            return StampVerdict.Bad;
        }

        return Judge(await documents.FetchAsync(address, Wanted.Document, cancellation), author, quoting, quoted);
    }

    private static StampVerdict Judge(FetchedDocument? fetched, string author, string quoting, string quoted) =>
        fetched is null || fetched.MayPassLater ? StampVerdict.Unread
        : fetched.Document is StampDocument stamp && IsGood(stamp, author, quoting, quoted) ? StampVerdict.Good
        : StampVerdict.Bad;

    /// <summary>True when a stamp says that this author lets that post quote this one.</summary>
    public static bool IsGood(StampDocument stamp, string author, string quoting, string quoted)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return stamp.Kind == StampKind.Quote
            && WebAddress.SameId(stamp.AttributedTo, author)
            && WebAddress.SameId(stamp.InteractingObject, quoting)
            && WebAddress.SameId(stamp.InteractionTarget, quoted);
    }
}
