using Weft.Core;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox.Activities;

/// <summary>Update: of the actor's own profile, or of a post of its own when what came is newer than what is here.</summary>
internal sealed class TakeUpdate(TakeCreate create, RemotePosts posts, RemoteActors actors) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Update];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (received.Activity.Object is not { } changed)
        {
            return "Nothing is said to have changed.";
        }

        if (WebAddress.SameId(changed.Id, received.Actor.Uri))
        {
            return await TakeActorAsync(changed, received, cancellation);
        }

        if (changed.Inlined is ActorDocument || await create.OwnAsync(changed, received, cancellation) is not { } post)
        {
            return "What has changed is not the signer's own.";
        }

        return await TakePostAsync(post, received, cancellation);
    }

    private async Task<string> TakePostAsync(PostDocument post, Received received, CancellationToken cancellation)
    {
        ReceivePost draft = await posts.DraftAsync(post, received.Actor, received.RecipientId, received.Budget, cancellation);
        Outcome<bool> edited = await new ReceiveEditHandler(received.Writer).RunAsync(new ReceiveEdit(draft), cancellation);
        if (edited.Succeeded)
        {
            return edited.Value ? "The post is changed." : "What came is not newer.";
        }

        return received.Writer.WasTaken ? "The activity was taken before." : await create.TakeAsync(post, received, cancellation);
    }

    private async Task<string> TakeActorAsync(Reference changed, Received received, CancellationToken cancellation)
    {
        PersonOutcome? outcome =
            changed.Inlined is ActorDocument { IsComplete: true } actor && Embedding.Believes(received.Actor.Uri, actor)
                ? await actors.TakeAsync(actor, cancellation)
            : received.Budget.Take()
                ? await received.Budget.WithinAsync(token => actors.FetchAsync(received.Actor.Uri, token), cancellation)
            : null;
        if (outcome is not PersonOutcome.Found)
        {
            return "The profile could not be read.";
        }

        await received.Writer.NoteAsync(cancellation);
        return "The profile is changed.";
    }
}
