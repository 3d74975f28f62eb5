using System.Text.Json;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Posts;
using Weft.Federation.Signatures.Proofs;

namespace Weft.Federation.Inbox;

/// <summary>
/// Activities that somebody else has passed on and that carry their actor's own proof (FEP-8b32): they are as good as sent by
/// the actor, also when the actor's server is away.
/// </summary>
public sealed class ProvenActivities(ProofVerifier proofs, KeySearches keys)
{
    /// <summary>
    /// How old a proof may be: whoever has one can send it again, and for longer than this Weft remembers what it has taken and
    /// what was taken back.
    /// </summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(7);

    /// <summary>
    /// True when the activity is the actor's own by its proof, and of a kind that others pass on. Follows, blocks, moves and
    /// answers come from their actors themselves, and are not to be had again from somebody who kept one.
    /// </summary>
    /// <param name="activity">What came.</param>
    /// <param name="json">The same, as it came.</param>
    /// <param name="actor">Who is said to have done it, as known here.</param>
    /// <param name="budget">Until when the key may be fetched.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> IsAsync(
        ActivityDocument activity,
        JsonElement json,
        RemotePerson actor,
        FetchBudget budget,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(budget);
        bool isPassedOn =
            activity.Kind
            is ActivityKind.Create
                or ActivityKind.Update
                or ActivityKind.Delete
                or ActivityKind.Announce
                or ActivityKind.Like
                or ActivityKind.EmojiReact;
        if (!activity.HasProof || !isPassedOn || activity.Id is null || !Origin.Same(activity.Id, actor.Uri))
        {
            return false;
        }

        ProofVerdict? verdict = await budget.WithinAsync(
            async token =>
                await proofs.VerifyAsync(json, (keyId, refresh, stop) => keys.FindProofAsync(keyId, actor, refresh, stop), Oldest, token),
            cancellation
        );
        return verdict is { Outcome: ProofOutcome.Valid } && WebAddress.SameId(verdict.Owner, actor.Uri);
    }
}
