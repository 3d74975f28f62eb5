using Weft.Federation.Documents.Actors;
using Weft.Federation.Signatures;

namespace Weft.Federation.Discovery;

/// <summary>What came of fetching a key.</summary>
/// <param name="Answer">The answer for whoever checks the signature.</param>
/// <param name="Actor">Whose key it is, as fetched on the way; perhaps a stub (<see cref="ActorDocument.IsComplete"/>).</param>
public sealed record FetchedKey(KeyAnswer Answer, ActorDocument? Actor = null);

/// <summary>What a key is to do.</summary>
public enum KeyPurpose
{
    /// <summary>Sign requests: any key that the actor lists.</summary>
    Request,

    /// <summary>Prove documents: a key in the actor's "assertionMethod".</summary>
    Proof,
}
