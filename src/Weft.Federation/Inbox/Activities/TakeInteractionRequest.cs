using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// LikeRequest, ReplyRequest and AnnounceRequest (GoToSocial): somebody asks before they act, and brings the act along.
/// Answered at once by the rules that hold for the act itself.
/// </summary>
internal sealed class TakeInteractionRequest(TakeCreate create, RemotePosts posts, KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.LikeRequest, ActivityKind.ReplyRequest, ActivityKind.AnnounceRequest];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        ActivityDocument request = received.Activity;
        if (await things.PostAsync(request.Object?.Id, cancellation) is not long post || !await things.IsLocalPostAsync(post, cancellation))
        {
            return "What the request is about is no post of this server.";
        }

        if (request.Instrument is not { Id: { } instrument } || !Origin.Same(instrument, received.Actor.Uri))
        {
            return "What is asked for is not the signer's own.";
        }

        Interaction kind = request.Kind switch
        {
            ActivityKind.LikeRequest => Interaction.Like,
            ActivityKind.ReplyRequest => Interaction.Reply,
            _ => Interaction.Repost,
        };
        ReceiveInteractionRequest asked = new(kind, received.Actor.AccountId, post, instrument, request.Id);
        asked = kind == Interaction.Reply ? await ReplyAsync(asked, received, cancellation) : Mark(asked, received);
        Outcome<bool> answered = await new ReceiveInteractionRequestHandler(received.Writer).RunAsync(asked, cancellation);
        return !answered.Succeeded ? "The post is gone, or the request was taken before."
            : answered.Value ? "It is allowed, and done."
            : "It is refused.";
    }

    private async Task<ReceiveInteractionRequest> ReplyAsync(
        ReceiveInteractionRequest asked,
        Received received,
        CancellationToken cancellation
    )
    {
        PostDocument? reply = await create.OwnAsync(received.Activity.Instrument!, received, cancellation);
        return reply is { IsVote: false }
            ? asked with
            {
                Reply = await posts.DraftAsync(reply, received.Actor, null, received.Budget, cancellation),
            }
            : asked;
    }

    private static ReceiveInteractionRequest Mark(ReceiveInteractionRequest asked, Received received)
    {
        if (
            received.Activity.Instrument?.Inlined is not ActivityDocument act
            || !Embedding.Believes(received.Actor.Uri, act)
            || !WebAddress.SameId(act.Object?.Id, received.Activity.Object?.Id!)
        )
        {
            return asked;
        }

        return (asked.Kind, act.Kind) switch
        {
            (Interaction.Like, ActivityKind.Like or ActivityKind.EmojiReact) => asked with
            {
                Like = TakeLike.Of(act, received.Actor, asked.PostId),
            },
            (Interaction.Repost, ActivityKind.Announce) => asked with { Repost = TakeAnnounce.Of(act, received.Actor, asked.PostId) },
            _ => asked,
        };
    }
}
