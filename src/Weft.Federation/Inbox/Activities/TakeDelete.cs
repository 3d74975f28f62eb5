using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>Delete: of the actor itself, or of a post or stamp of its own. What is deleted before it came stays away.</summary>
internal sealed class TakeDelete(KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Delete];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        string actor = received.Actor.Uri;
        if (received.Activity.Object?.Id is not { } id || !Origin.Same(id, actor))
        {
            return "What is deleted is not the signer's own.";
        }

        if (WebAddress.SameId(id, actor))
        {
            await new DeleteAccountHandler(received.Writer).RunAsync(new DeleteAccount(received.Actor.AccountId), cancellation);
            return "The account is deleted.";
        }

        if (await things.IsStampAsync(id, cancellation))
        {
            Outcome<int> ended = await new ReceiveStampRevocationHandler(received.Writer).RunAsync(
                new ReceiveStampRevocation(received.Actor.AccountId, id) { Said = received.Said },
                cancellation
            );
            return ended is { Succeeded: true, Value: > 0 } ? "What the stamp let be has ended." : "The stamp is somebody else's.";
        }

        if (await things.PostAsync(id, cancellation) is not long known)
        {
            // Whose it was nobody knows here: only the one who deletes it can't bring it any more.
            received.Writer.NoteAlso(OncePerActivity.DeletedKeyOf(actor, id));
            await received.Writer.NoteAsync(cancellation);
            return "The post was not here, and stays away.";
        }

        Outcome<Post> deleted = await new DeletePostHandler(received.Writer).RunAsync(
            new DeletePost(received.Actor.AccountId, known),
            cancellation
        );
        return deleted.Succeeded ? "The post is deleted." : "The post is somebody else's.";
    }
}
