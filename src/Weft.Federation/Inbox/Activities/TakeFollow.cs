using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Federation.Actors;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Follow: somebody wants to follow one of us. A repeated one is answered again, since the commonest reason for it is that
/// the first answer was lost.
/// </summary>
internal sealed class TakeFollow(KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Follow];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        (ActivityDocument activity, RemotePerson actor) = (received.Activity, received.Actor);
        if (await things.LocalAccountAsync(activity.Object?.Id, cancellation) is not long followee)
        {
            return "Who is to be followed is not of this server.";
        }

        // Some send none; what answers it then names actor and object alone.
        string uri = activity.Id ?? $"{actor.Uri}#follow/{followee}";
        Outcome<FollowState> outcome = await new FollowAccountHandler(received.Writer).RunAsync(
            new FollowAccount(actor.AccountId, followee, Uri: uri),
            cancellation
        );
        if (outcome.Refusal is not Refusal.NotAllowed)
        {
            return outcome.Succeeded ? $"Now {outcome.Value}." : "One of the two is gone.";
        }

        await new RefuseFollowHandler(received.Writer).RunAsync(new RefuseFollow(followee, actor.AccountId, uri), cancellation);
        return "One of the two blocks the other.";
    }
}
