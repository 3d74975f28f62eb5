using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox;

/// <summary>
/// An activity that somebody else passed on than who did it. Nothing in it is believed: what it is about is fetched where
/// it lives, and only when it concerns a post that is known here.
/// </summary>
public sealed class Forwarded(RemotePosts posts, RemoteActors actors, DocumentFetch documents, KnownThings things, IWriter writer)
{
    /// <summary>What was done about it; null when it is not to be believed at all.</summary>
    /// <param name="activity">What came.</param>
    /// <param name="budget">What may be fetched for it, and until when.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> TakeAsync(ActivityDocument activity, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(budget);
        if (activity.Object?.Id is not { } id || !Origin.Same(id, activity.Actor))
        {
            return null;
        }

        if (activity.Kind == ActivityKind.Delete && await things.IsStampAsync(id, cancellation))
        {
            return await RevokeAsync(id, activity.Actor, budget, cancellation);
        }

        long? known = await things.PostAsync(id, cancellation);
        return activity.Kind switch
        {
            ActivityKind.Delete when known is long post => await DeleteAsync(id, post, activity.Actor, budget, cancellation),
            ActivityKind.Create when known is null => await CreateAsync(activity, id, budget, cancellation),
            ActivityKind.Update when known is not null => await UpdateAsync(id, budget, cancellation),
            ActivityKind.Create or ActivityKind.Update or ActivityKind.Delete => "There is nothing to do.",
            _ => null,
        };
    }

    /// <summary>Only what its own server says that it answers counts: whoever passes it on may say anything.</summary>
    private async Task<string> CreateAsync(ActivityDocument activity, string id, FetchBudget budget, CancellationToken cancellation)
    {
        if (activity.Object?.Inlined is not PostDocument said || !await AnswersKnownAsync(said, cancellation))
        {
            return "The post concerns nobody here.";
        }

        FetchedDocument? fetched = await FetchAsync(id, budget, cancellation);
        return
            fetched?.Document is PostDocument post
            && await AnswersKnownAsync(post, cancellation)
            && await posts.TakeFetchedAsync(post, budget, cancellation) is not null
            ? "The post was fetched at its own server."
            : "The post concerns nobody here, or is not to be had.";
    }

    private async Task<bool> AnswersKnownAsync(PostDocument post, CancellationToken cancellation) =>
        post.InReplyTo is { } answered && await things.PostAsync(answered, cancellation) is not null;

    private async Task<string> UpdateAsync(string id, FetchBudget budget, CancellationToken cancellation)
    {
        FetchedDocument? fetched = await FetchAsync(id, budget, cancellation);
        if (fetched?.Document is not PostDocument post || await actors.KnownAsync(post.AttributedTo, cancellation) is not { } author)
        {
            return "The post is not to be had.";
        }

        ReceivePost draft = await posts.DraftAsync(post, author, null, budget, cancellation);
        await new ReceiveEditHandler(writer).RunAsync(new ReceiveEdit(draft), cancellation);
        return "The post was fetched at its own server.";
    }

    private async Task<string> RevokeAsync(string stamp, string actor, FetchBudget budget, CancellationToken cancellation)
    {
        FetchedDocument? fetched = await FetchAsync(stamp, budget, cancellation);
        bool isGone = fetched is { IsGone: true } || (IsMissing(fetched, stamp) && await things.IsStampForAllAsync(stamp, cancellation));
        if (!isGone || await actors.KnownAsync(actor, cancellation) is not { } author)
        {
            return "The stamp is still there, or not for us to see.";
        }

        await new ReceiveStampRevocationHandler(writer).RunAsync(new ReceiveStampRevocation(author.AccountId, stamp), cancellation);
        return "The stamp is gone at its own server, too.";
    }

    private async Task<string> DeleteAsync(string id, long post, string actor, FetchBudget budget, CancellationToken cancellation)
    {
        FetchedDocument? fetched = await FetchAsync(id, budget, cancellation);
        bool isGone = fetched is { IsGone: true } || (IsMissing(fetched, id) && await things.IsForAllAsync(post, cancellation));
        if (!isGone || await actors.KnownAsync(actor, cancellation) is not { } author)
        {
            return "The post is still there, or not for us to see.";
        }

        Outcome<Post> deleted = await new DeletePostHandler(writer).RunAsync(new DeletePost(author.AccountId, post), cancellation);
        return deleted.Succeeded ? "The post is gone at its own server, too." : "The post is somebody else's.";
    }

    /// <summary>
    /// "There is no such thing" is also what servers say of what is not for the instance actor, who asks: of what is for all
    /// it can be believed; of threads.net never, which says so to signatures that it does not like.
    /// </summary>
    private static bool IsMissing(FetchedDocument? fetched, string id) =>
        fetched?.Outcome is HttpOutcome.NotFound && Origin.Of(id) is { } origin && !ThreadsNet.Hides(origin.Host);

    private async Task<FetchedDocument?> FetchAsync(string id, FetchBudget budget, CancellationToken cancellation) =>
        budget.Take() ? await budget.WithinAsync(token => documents.FetchAsync(id, Wanted.Document, token), cancellation) : null;
}
