using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Posts;
using Weft.Federation.Presenting;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Accept and Reject of a like, a reply or a repost of one of us, by the author of the post that it was done to
/// (GoToSocial): of the request, by its id or inlined, or of the act itself where it was not asked for. A yes brings a stamp.
/// </summary>
internal sealed class TakeInteractionAnswer(KnownThings things, AnsweredStamp stamps, LocalAddresses addresses)
{
    /// <summary>What was done; null when the answer is to something else.</summary>
    public async Task<string?> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (Meant(received.Activity.Object) is not { Username: { } name } meant)
        {
            return null;
        }

        if (
            await things.ActAsync(meant, cancellation) is not { } act
            || await things.TargetOfAsync(act, cancellation) is not { } target
            || target.AuthorId != received.Actor.AccountId
        )
        {
            return "Nobody here did that to a post of that actor.";
        }

        string? stamp = null;
        if (received.Activity.Kind == ActivityKind.Accept)
        {
            (StampKind kind, string done) = act.Kind switch
            {
                Interaction.Like => (StampKind.Like, addresses.Sent(LocalKind.Like, name, act.Number)),
                Interaction.Repost => (StampKind.Announce, addresses.Of(LocalKind.PostActivity, name, act.Number)),
                _ => (StampKind.Reply, addresses.Post(name, act.Number)),
            };
            stamp = await StampAsync(received, new StampClaim(kind, received.Actor.Uri, done, target.Uri), cancellation);
            if (stamp is null)
            {
                return "The answer names no stamp that lets it be.";
            }
        }

        Outcome<bool> taken = await new ReceiveInteractionAnswerHandler(received.Writer).RunAsync(
            new ReceiveInteractionAnswer(received.Actor.AccountId, act.Kind, act.ActorId, act.Number, stamp),
            cancellation
        );
        return taken is { Succeeded: true, Value: true } ? "The answer is noted." : "The answer changes nothing.";
    }

    /// <summary>The like, reply or repost, or the request for it, that is answered.</summary>
    private LocalThing? Meant(Reference? answered)
    {
        LocalThing? named = addresses.Parse(answered?.Id);
        if (IsAct(named))
        {
            return named;
        }

        return
            answered?.Inlined
                is ActivityDocument { Kind: ActivityKind.LikeRequest or ActivityKind.ReplyRequest or ActivityKind.AnnounceRequest } request
            && addresses.Parse(request.Instrument?.Id) is { } instrument
            && IsAct(instrument)
            ? instrument
            : null;
    }

    private static bool IsAct(LocalThing? thing) =>
        thing?.Kind
            is LocalKind.Like
                or LocalKind.Post
                or LocalKind.PostActivity
                or LocalKind.LikeRequest
                or LocalKind.ReplyRequest
                or LocalKind.AnnounceRequest;

    /// <summary>GoToSocial up to 0.19 has no stamps: there the answer itself is named in <c>approvedBy</c>.</summary>
    private async Task<string?> StampAsync(Received received, StampClaim claim, CancellationToken cancellation)
    {
        if (received.Activity is { Result: null, Id: { } answer })
        {
            return Origin.Same(answer, claim.Author) ? answer : null;
        }

        return await stamps.OfAsync(received, claim, cancellation);
    }
}
