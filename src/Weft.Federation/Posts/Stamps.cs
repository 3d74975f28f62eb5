using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
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

    /// <summary>It lets this be done to that post.</summary>
    Good,
}

/// <summary>What a stamp has to say.</summary>
/// <param name="Kind">What it lets be done.</param>
/// <param name="Author">The id of the post's author, at whose server the stamp lives.</param>
/// <param name="Interacting">The id of what is done: the quote, the reply, the Like, the Announce.</param>
/// <param name="Target">The id of the post.</param>
public sealed record StampClaim(StampKind Kind, string Author, string Interacting, string Target);

/// <summary>
/// Asks whether the author of a post has agreed to what is done to it (FEP-044f, GoToSocial's interaction controls): the
/// stamp is fetched at that author's server.
/// </summary>
public sealed class Stamps(DocumentFetch documents, KnownThings things)
{
    /// <summary>The stamp that the post names for its quote, when it is good; else null.</summary>
    /// <param name="post">The post that quotes.</param>
    /// <param name="quotedId">The quoted post here.</param>
    /// <param name="budget">What may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> OfQuoteAsync(PostDocument post, long quotedId, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        return
            post.Quote is { Authorization: { } address, Id: { } quoted }
            && post.Id is { } quoting
            && await things.AuthorUriAsync(quotedId, cancellation) is { } author
            ? await GoodAsync(address, new StampClaim(StampKind.Quote, author, quoting, quoted), budget, cancellation)
            : null;
    }

    /// <summary>
    /// The stamp that the post names for its reply, when it is good, and when the author of what it answers looks at replies;
    /// else null. One that was good when it was looked at before is not looked at again.
    /// </summary>
    /// <param name="post">The reply.</param>
    /// <param name="answeredId">What it answers here.</param>
    /// <param name="budget">What may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> OfReplyAsync(PostDocument post, long answeredId, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        if (
            post is not { ReplyAuthorization: { } address, Id: { } reply }
            || await things.GuardedAsync(answeredId, cancellation) is not { LooksAtReplies: true } answered
        )
        {
            return null;
        }

        return await things.HasStampAsync(reply, address, cancellation)
            ? address
            : await GoodAsync(address, new StampClaim(StampKind.Reply, answered.Author, reply, answered.Uri), budget, cancellation);
    }

    /// <summary>Whether a repost by somebody elsewhere may be shown: its original's author lets everybody, or has stamped it.</summary>
    /// <param name="announce">The repost.</param>
    /// <param name="originalId">The post here.</param>
    /// <param name="budget">What may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> LetRepostAsync(ActivityDocument announce, long originalId, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(announce);
        if (
            await things.GuardedAsync(originalId, cancellation) is not { LooksAtReposts: true } original
            // Its own server judges of its people by itself.
            || Origin.Same(announce.Actor, original.Author)
        )
        {
            return true;
        }

        return announce is { Authorization: { } address, Id: { } id }
            && await GoodAsync(address, new StampClaim(StampKind.Announce, original.Author, id, original.Uri), budget, cancellation)
                is not null;
    }

    /// <summary>The address when a good stamp is there; else null, also when its server can't be asked now.</summary>
    /// <param name="address">The stamp's id, as who did it names it.</param>
    /// <param name="claim">What it has to say.</param>
    /// <param name="budget">What may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> GoodAsync(string address, StampClaim claim, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(budget);
        if (things.IsLocal(address) || !Origin.Same(address, claim.Author) || !budget.Take())
        {
            return null;
        }

        FetchedDocument? fetched = await budget.WithinAsync(token => documents.FetchAsync(address, Wanted.Document, token), cancellation);
        return Judge(fetched, claim) == StampVerdict.Good ? address : null;
    }

    /// <summary>Looks at a stamp at its own server.</summary>
    /// <param name="address">Its id.</param>
    /// <param name="claim">What it has to say.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<StampVerdict> FetchAsync(string address, StampClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Origin.Same(address, claim.Author)
            ? Judge(await documents.FetchAsync(address, Wanted.Document, cancellation), claim)
            : StampVerdict.Bad;
    }

    /// <summary>
    /// True when a document says what it has to: a stamp, or, of what is no quote, the Accept itself, which is all that
    /// GoToSocial up to 0.19 has.
    /// </summary>
    public static bool IsGood(Document? document, StampClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return document switch
        {
            StampDocument stamp => stamp.Kind == claim.Kind
                && WebAddress.SameId(stamp.AttributedTo, claim.Author)
                && WebAddress.SameId(stamp.InteractingObject, claim.Interacting)
                && WebAddress.SameId(stamp.InteractionTarget, claim.Target),
            ActivityDocument { Kind: ActivityKind.Accept } accept => claim.Kind != StampKind.Quote
                && WebAddress.SameId(accept.Actor, claim.Author)
                && WebAddress.SameId(accept.Object?.Id, claim.Interacting)
                && (accept.Target is null || WebAddress.SameId(accept.Target.Id, claim.Target)),
            _ => false,
        };
    }

    private static StampVerdict Judge(FetchedDocument? fetched, StampClaim claim) =>
        fetched is null || fetched.MayPassLater ? StampVerdict.Unread
        : IsGood(fetched.Document, claim) ? StampVerdict.Good
        : StampVerdict.Bad;
}
