using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Undo of a Follow, Like, reaction, Announce or Block, found by who did it to what, since ids may have been lost. What is
/// taken back before it comes does nothing when it comes.
/// </summary>
internal sealed class TakeUndo(KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Undo];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        Reference? undone = received.Activity.Object;
        if (undone?.Inlined is not ActivityDocument inner)
        {
            return await UndoNamedAsync(undone?.Id, received, cancellation);
        }

        if (!WebAddress.SameId(inner.Actor, received.Actor.Uri))
        {
            return "What is taken back was done by somebody else.";
        }

        if (inner.Kind is not (ActivityKind.Follow or ActivityKind.Block) && inner.Id is { } id)
        {
            received.Writer.TakeBack(id);
        }

        string what = await UndoAsync(inner, received, cancellation);
        // Also when there was nothing to take back, so that what comes late is known to be over.
        await received.Writer.NoteAsync(cancellation);
        return what;
    }

    private async Task<string> UndoAsync(ActivityDocument inner, Received received, CancellationToken cancellation)
    {
        long actor = received.Actor.AccountId;
        string? target = inner.Object?.Id;
        switch (inner.Kind)
        {
            case ActivityKind.Follow when await things.LocalAccountAsync(target, cancellation) is long followee:
                await new UnfollowAccountHandler(received.Writer).RunAsync(new UnfollowAccount(actor, followee), cancellation);
                return "The follow has ended.";
            case ActivityKind.Block when await things.LocalAccountAsync(target, cancellation) is long blocked:
                await new UnblockAccountHandler(received.Writer).RunAsync(new UnblockAccount(actor, blocked), cancellation);
                return "The block has ended.";
            case ActivityKind.Like or ActivityKind.EmojiReact when await things.PostAsync(target, cancellation) is long liked:
                await new UnlikePostHandler(received.Writer).RunAsync(new UnlikePost(actor, liked), cancellation);
                return "The like is taken back.";
            case ActivityKind.Announce when await things.PostAsync(target, cancellation) is long reposted:
                await new UndoRepostHandler(received.Writer).RunAsync(new UndoRepost(actor, reposted), cancellation);
                return "The repost is taken back.";
            default:
                return "There is nothing here to take back.";
        }
    }

    /// <summary>By the id alone: a repost, a like, a follow or a request for one. Blocks are kept without theirs.</summary>
    private async Task<string> UndoNamedAsync(string? id, Received received, CancellationToken cancellation)
    {
        if (id is null || !Origin.Same(id, received.Actor.Uri))
        {
            return "What is taken back is not the signer's own.";
        }

        long actor = received.Actor.AccountId;
        received.Writer.TakeBack(id);
        if (await things.PostAsync(id, cancellation) is long repost)
        {
            await new UndoRepostHandler(received.Writer).RunAsync(new UndoRepost(actor, repost), cancellation);
        }
        else if (await things.LikedByAsync(actor, id, cancellation) is long liked)
        {
            await new UnlikePostHandler(received.Writer).RunAsync(new UnlikePost(actor, liked), cancellation);
        }
        else if (await things.FollowedByAsync(actor, id, cancellation) is long followee)
        {
            await new UnfollowAccountHandler(received.Writer).RunAsync(new UnfollowAccount(actor, followee), cancellation);
        }

        await received.Writer.NoteAsync(cancellation);
        return "Whatever it was, it is over.";
    }
}
