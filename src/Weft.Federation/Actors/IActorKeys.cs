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
    /// The RSA identity with which an entry of the account's outbox is sent: as <see cref="OfAsync"/>, but for the entry that
    /// tells others of a new key. Those know the old one only, and believe that.
    /// </summary>
    /// <inheritdoc cref="OfAsync"/>
    Task<SigningIdentity> OfEntryAsync(long accountId, long entryId, CancellationToken cancellation);

    /// <summary>Lets go of what is kept of an account's keys, since they may have been changed on the command line.</summary>
    void Forget(long accountId);

    /// <summary>
    /// The Ed25519 identity of an account, with which its integrity proofs are made; its document lists it in
    /// "assertionMethod".
    /// </summary>
    /// <inheritdoc cref="OfAsync"/>
    Task<SigningIdentity> OfProofsAsync(long accountId, CancellationToken cancellation);
}
