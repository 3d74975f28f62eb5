using Weft.Core;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Create: somebody said something. Taken when somebody here follows them, or is addressed or answered. What is not the
/// signer's own by its origin and its words is fetched where it lives.
/// </summary>
internal sealed class TakeCreate(RemotePosts posts, DocumentFetch documents, KnownThings things, TakenVotes votes) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Create];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (votes.Of(received) is { Count: > 0 } chosen)
        {
            return await votes.TakeAsync(chosen, received, cancellation);
        }

        string what = "Nothing in it is a post of the signer's own.";
        foreach (Reference said in received.Activity.Objects.Take(1))
        {
            what = await OwnAsync(said, received, cancellation) is { } post
                ? await TakeAsync(post, received, cancellation)
                : received.Missing(what);
        }

        return what;
    }

    /// <summary>Takes a post of the signer's own.</summary>
    internal async Task<string> TakeAsync(PostDocument post, Received received, CancellationToken cancellation)
    {
        if (post.IsVote)
        {
            return "A vote is no post.";
        }

        long? known = post.Id == received.LookedFor ? received.Known : await things.PostAsync(post.Id, cancellation);
        if (known is not null)
        {
            return post.ReplyAuthorization is null ? "The post is known." : await StampedAsync(post, received, cancellation);
        }

        if (!await ConcernsAsync(post, received, cancellation))
        {
            return "The post concerns nobody here.";
        }

        ReceivePost draft = await posts.DraftAsync(post, received.Actor, received.RecipientId, received.Budget, cancellation);
        Outcome<long> taken = await new ReceivePostHandler(received.Writer).RunAsync(draft with { IsNews = true }, cancellation);
        return taken.Refusal switch
        {
            null => "The post is taken.",
            Refusal.NotAllowed refused => refused.Reason,
            _ when received.Writer.WasTaken => "The activity was taken before.",
            _ => "The post or its author is gone.",
        };
    }

    /// <summary>A reply that is known is told again, now with a stamp: it may have waited for that.</summary>
    private async Task<string> StampedAsync(PostDocument post, Received received, CancellationToken cancellation)
    {
        ReceivePost draft = await posts.DraftAsync(post, received.Actor, received.RecipientId, received.Budget, cancellation);
        Outcome<bool> changed = await new ReceiveEditHandler(received.Writer).RunAsync(new ReceiveEdit(draft), cancellation);
        return changed is { Succeeded: true, Value: true } ? "The reply is shown, since it has a stamp now." : "The post is known.";
    }

    /// <summary>The post when it is the signer's own; null when it is another's, or nothing of it is to be believed.</summary>
    internal async Task<PostDocument?> OwnAsync(Reference said, Received received, CancellationToken cancellation)
    {
        string actor = received.Actor.Uri;
        if (said.Inlined is PostDocument inlined && Embedding.Believes(actor, inlined))
        {
            return inlined;
        }

        if (said.Id is null || !Origin.Same(said.Id, actor) || !received.Budget.Take())
        {
            return null;
        }

        FetchedDocument? fetched = await received.Budget.WithinAsync(
            token => documents.FetchAsync(said.Id, Wanted.Document, token),
            cancellation
        );
        if (fetched?.MayPassLater == true)
        {
            received.Budget.Miss();
        }

        return fetched?.Document is PostDocument post && WebAddress.SameId(post.AttributedTo, actor) ? post : null;
    }

    private async Task<bool> ConcernsAsync(PostDocument post, Received received, CancellationToken cancellation)
    {
        if (received.RecipientId is not null || await things.HasFollowersHereAsync(received.Actor, cancellation))
        {
            return true;
        }

        IEnumerable<string> named = post.Addressing.All.Concat(post.Mentions.Select(m => m.Href)).Where(things.IsLocal);
        return (await things.AccountsAsync(named, cancellation)).Count > 0
            || await things.PostAsync(post.InReplyTo, cancellation) is not null
            || await things.PostAsync(post.Quote?.Id, cancellation) is long quoted && await things.IsLocalPostAsync(quoted, cancellation);
    }
}
