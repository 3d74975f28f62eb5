using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Moving;

/// <summary>An account of another server says that it has moved, and its new self says so too.</summary>
/// <param name="OldId">The account.</param>
/// <param name="To">Its new self.</param>
public sealed record ReceiveMove(long OldId, NewSelf To);

/// <summary>Notes where the account has gone. Its followers here are moved one by one (<see cref="MoveFollower"/>).</summary>
public sealed class ReceiveMoveHandler(IWriter writer)
{
    /// <summary>How long an account stays where it went before another move is believed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(7);

    /// <summary>
    /// True when it may go on: the move is new, or the same came before; <see cref="Refusal.NotAllowed"/> when it moved
    /// elsewhere within <see cref="Rest"/>.
    /// </summary>
    public Task<Outcome<bool>> RunAsync(ReceiveMove move, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(move);
        return writer.RunAsync<bool>(
            async work =>
            {
                if (await work.Db.RemoteActors.FindAsync([move.OldId], cancellation) is not RemoteActor actor)
                {
                    return Refused.NotFound;
                }

                if (actor.MovedAt is DateTimeOffset last && work.Now - last < Rest && actor.FollowersMovedTo != move.To.Uri)
                {
                    return Refused.NotAllowed("It has moved elsewhere only lately.");
                }

                // Told once more, it is for those too who have followed the old self since.
                (actor.FollowersMovedTo, actor.MovedAt) = (move.To.Uri, work.Now);
                if (await work.Db.Accounts.FindAsync([move.OldId], cancellation) is { } account)
                {
                    account.MovedToId = move.To.AccountId;
                    work.Raise(new ProfileChanged(move.OldId));
                }

                return true;
            },
            cancellation
        );
    }
}
