using Weft.Core;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox.Activities;

/// <summary>Add and Remove: a post of the actor's own into its pinned ones, or out of them.</summary>
internal sealed class TakePin(RemotePosts posts, KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Add, ActivityKind.Remove];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        (ActivityDocument activity, RemotePerson actor) = (received.Activity, received.Actor);
        if (actor.Featured is null || !WebAddress.SameId(activity.Target?.Id, actor.Featured))
        {
            return "The collection is not that of the actor's pinned posts.";
        }

        if (activity.Object?.Id is not { } id || !Origin.Same(id, actor.Uri))
        {
            return "The post is not the actor's own.";
        }

        bool add = activity.Kind == ActivityKind.Add;
        long? post = add ? await posts.FindAsync(id, received.Budget, cancellation) : await things.PostAsync(id, cancellation);
        if (post is not long pinned)
        {
            return received.Missing("The post is not to be had.");
        }

        Outcome<long> outcome = add
            ? await new PinPostHandler(received.Writer).RunAsync(new PinPost(actor.AccountId, pinned), cancellation)
            : await new UnpinPostHandler(received.Writer).RunAsync(new UnpinPost(actor.AccountId, pinned), cancellation);
        return outcome.Succeeded ? "Done." : "The post is not the actor's own, or too many are pinned.";
    }
}
