using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Presenting;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Accept and Reject: of a request to quote, of a reply, like or repost, or of a Follow of one of us: by its id, or by actor and object where the other server names it
/// otherwise. Reject also ends a follow that was accepted before.
/// </summary>
internal sealed class TakeAnswer(TakeQuoteAnswer quotes, TakeInteractionAnswer interactions, KnownThings things, LocalAddresses addresses)
    : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Accept, ActivityKind.Reject];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if ((await quotes.TakeAsync(received, cancellation) ?? await interactions.TakeAsync(received, cancellation)) is { } said)
        {
            return said;
        }

        if (await FollowerAsync(received, cancellation) is not long follower)
        {
            return "What is answered is no Follow of this server to that actor.";
        }

        long actor = received.Actor.AccountId;
        bool accept = received.Activity.Kind == ActivityKind.Accept;
        Outcome<bool> answered = await new AnswerFollowRequestHandler(received.Writer).RunAsync(
            new AnswerFollowRequest(actor, follower, accept),
            cancellation
        );
        if (answered.Succeeded || accept)
        {
            return answered.Succeeded ? "The request is answered." : "There is no such request.";
        }

        Outcome<bool> removed = await new RemoveFollowerHandler(received.Writer).RunAsync(
            new RemoveFollower(actor, follower),
            cancellation
        );
        return removed is { Succeeded: true, Value: true } ? "The follow has ended." : "There is neither request nor follow.";
    }

    private async Task<long?> FollowerAsync(Received received, CancellationToken cancellation)
    {
        Reference? answered = received.Activity.Object;
        if (answered?.Inlined is ActivityDocument { Kind: ActivityKind.Follow } follow)
        {
            return WebAddress.SameId(follow.Object?.Id, received.Actor.Uri)
                ? await things.LocalAccountAsync(follow.Actor, cancellation)
                : null;
        }

        return addresses.Parse(answered?.Id) is { Kind: LocalKind.Follow, Username: { } name }
            ? await things.LocalAccountAsync(addresses.Actor(name), cancellation)
            : null;
    }
}
