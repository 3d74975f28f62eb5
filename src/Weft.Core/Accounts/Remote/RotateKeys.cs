using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Remote;

/// <summary>Gives an account new keys, since somebody else may have the old ones.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="RsaPem">As <see cref="ActorKey.RsaPem"/>.</param>
/// <param name="Ed25519Seed">As <see cref="ActorKey.Ed25519Seed"/>.</param>
public sealed record RotateKeys(long AccountId, string RsaPem, byte[] Ed25519Seed);

/// <summary>Does <see cref="RotateKeys"/>.</summary>
public sealed class RotateKeysHandler(IWriter writer)
{
    /// <summary>
    /// Writes the new keys, and tells the followers' servers of them with an Update that is signed with the old one. Others read
    /// the new key when a signature does not fit the one that they know.
    /// </summary>
    /// <returns>False when the account has no keys yet: they are made when first needed.</returns>
    public Task<Outcome<bool>> RunAsync(RotateKeys rotate, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rotate);
        return writer.RunAsync<bool>(
            async work =>
            {
                if (await work.Db.ActorKeys.FindAsync([rotate.AccountId], cancellation) is not { } key)
                {
                    return false;
                }

                OutboxEntry told = work.TellFollowers(OutboxAct.UpdateProfile, rotate.AccountId);
                (key.RetiredRsaPem, key.RotationEntryId) = (key.RsaPem, told.Id);
                (key.RsaPem, key.Ed25519Seed, key.CreatedAt) = (rotate.RsaPem, rotate.Ed25519Seed, work.Now);
                return true;
            },
            cancellation
        );
    }
}
