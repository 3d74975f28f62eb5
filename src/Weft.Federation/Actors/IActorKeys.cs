using Weft.Federation.Signatures;

namespace Weft.Federation.Actors;

/// <summary>With what this server signs in the name of its accounts.</summary>
public interface IActorKeys
{
    /// <summary>
    /// The RSA identity of an account, or of the instance actor (<see cref="Core.Accounts.Remote.ActorKey.InstanceActor"/>).
    /// Its key is made when there is none yet, which takes a moment: never to be called while a writer is held.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It is no account of this server, nor was.</exception>
    Task<SigningIdentity> OfAsync(long accountId, CancellationToken cancellation);

    /// <summary>
    /// The Ed25519 identity of an account, with which its integrity proofs are made; its document lists it in
    /// "assertionMethod".
    /// </summary>
    /// <inheritdoc cref="OfAsync"/>
    Task<SigningIdentity> OfProofsAsync(long accountId, CancellationToken cancellation);
}
