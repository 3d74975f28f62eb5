using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Presenting;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Accept and Reject of a reply, like or repost of one of us by the author of what it was done to, who looks at each first
/// (GoToSocial). A yes to a reply brings a stamp, which the reply carries from then on; a no to a like or repost takes it
/// back.
/// </summary>
internal sealed class TakeInteractionAnswer(KnownThings things, LocalAddresses addresses)
{
    /// <summary>What was done; null when the answer is to something else.</summary>
    public async Task<string?> TakeAsync(Received received, CancellationToken cancellation)
    {
        LocalThing? answered = addresses.Parse(Meant(received.Activity.Object));
        bool accept = received.Activity.Kind == ActivityKind.Accept;
        switch (answered)
        {
            case { Kind: LocalKind.Post, Number: var reply } when accept:
                return await ApproveAsync(reply, received, cancellation);
            case { Kind: LocalKind.Like or LocalKind.PostActivity } when accept:
                return "The author agrees; nothing changes.";
            case { Kind: LocalKind.Like, Number: var like }
                when await things.LikeOfAsync(like, received.Actor.AccountId, cancellation) is { } mark:
                await new UnlikePostHandler(received.Writer).RunAsync(new UnlikePost(mark.AccountId, mark.PostId), cancellation);
                return "The like is taken back, as the author wishes.";
            case { Kind: LocalKind.PostActivity or LocalKind.Post, Number: var repost }
                when await things.RepostOfAsync(repost, received.Actor.AccountId, cancellation) is { } mark:
                await new UndoRepostHandler(received.Writer).RunAsync(new UndoRepost(mark.AccountId, mark.PostId), cancellation);
                return "The repost is taken back, as the author wishes.";
            case { Kind: LocalKind.Like or LocalKind.PostActivity or LocalKind.Post }:
                return "The author refuses what is not here, or a reply, which stays.";
            default:
                return null;
        }
    }

    private static string? Meant(Reference? answered) =>
        answered?.Inlined
            is ActivityDocument { Kind: ActivityKind.LikeRequest or ActivityKind.ReplyRequest or ActivityKind.AnnounceRequest } request
            ? request.Instrument?.Id
            : answered?.Id;

    private static async Task<string> ApproveAsync(long reply, Received received, CancellationToken cancellation)
    {
        // GoToSocial up to 0.19 has no stamps: there the answer itself is named in "approvedBy".
        string? stamp = received.Activity.Result?.Id ?? received.Activity.Id;
        if (stamp is null || !Origin.Same(stamp, received.Actor.Uri))
        {
            return "The answer names no stamp of the author's.";
        }

        Outcome<bool> taken = await new ReceiveReplyApprovalHandler(received.Writer).RunAsync(
            new ReceiveReplyApproval(received.Actor.AccountId, reply, stamp),
            cancellation
        );
        return taken.Succeeded ? "The reply carries the stamp from now on." : "There is no such reply to that author.";
    }
}
