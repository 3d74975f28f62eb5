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
    public async Task<string?> TakeAsync(ActivityDocument activity, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Object?.Id is not { } id || !Origin.Same(id, activity.Actor))
        {
            return null;
        }

        if (activity.Kind == ActivityKind.Delete && await things.IsStampAsync(id, cancellation))
        {
            return await RevokeAsync(id, activity.Actor, cancellation);
        }

        long? known = await things.PostAsync(id, cancellation);
        return activity.Kind switch
        {
            ActivityKind.Delete when known is long post => await DeleteAsync(id, post, activity.Actor, cancellation),
            ActivityKind.Create when known is null => await CreateAsync(activity, id, cancellation),
            ActivityKind.Update when known is not null => await UpdateAsync(id, cancellation),
            ActivityKind.Create or ActivityKind.Update or ActivityKind.Delete => "There is nothing to do.",
            _ => null,
        };
    }

    private async Task<string> CreateAsync(ActivityDocument activity, string id, CancellationToken cancellation)
    {
        bool concerns =
            activity.Object?.Inlined is PostDocument { InReplyTo: { } answered }
            && await things.PostAsync(answered, cancellation) is not null;
        return concerns && await posts.FindAsync(id, new FetchBudget(), cancellation) is not null
            ? "The post was fetched at its own server."
            : "The post concerns nobody here, or is not to be had.";
    }

    private async Task<string> UpdateAsync(string id, CancellationToken cancellation)
    {
        FetchedDocument fetched = await documents.FetchAsync(id, Wanted.Document, cancellation);
        if (fetched.Document is not PostDocument post || await actors.KnownAsync(post.AttributedTo, cancellation) is not { } author)
        {
            return "The post is not to be had.";
        }

        ReceivePost draft = await posts.DraftAsync(post, author, null, new FetchBudget(), cancellation);
        await new ReceiveEditHandler(writer).RunAsync(new ReceiveEdit(draft), cancellation);
        return "The post was fetched at its own server.";
    }

    private async Task<string> RevokeAsync(string stamp, string actor, CancellationToken cancellation)
    {
        FetchedDocument fetched = await documents.FetchAsync(stamp, Wanted.Document, cancellation);
        bool isGone = fetched.IsGone || (IsMissing(fetched, stamp) && await things.IsStampForAllAsync(stamp, cancellation));
        if (!isGone || await actors.KnownAsync(actor, cancellation) is not { } author)
        {
            return "The stamp is still there, or not for us to see.";
        }

        await new ReceiveStampRevocationHandler(writer).RunAsync(new ReceiveStampRevocation(author.AccountId, stamp), cancellation);
        return "The stamp is gone at its own server, too.";
    }

    private async Task<string> DeleteAsync(string id, long post, string actor, CancellationToken cancellation)
    {
        FetchedDocument fetched = await documents.FetchAsync(id, Wanted.Document, cancellation);
        bool isGone = fetched.IsGone || (IsMissing(fetched, id) && await things.IsForAllAsync(post, cancellation));
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
    private static bool IsMissing(FetchedDocument fetched, string id) =>
        fetched.Outcome is HttpOutcome.NotFound && Origin.Of(id) is { } origin && !ThreadsNet.Hides(origin.Host);
}
