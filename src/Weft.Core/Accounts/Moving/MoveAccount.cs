using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Moving;

/// <summary>An account of this server goes elsewhere, or comes back.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="To">Its new self, which has been seen to name the old one; null to come back.</param>
public sealed record MoveAccount(long AccountId, NewSelf? To);

/// <summary>Where an account has gone.</summary>
/// <param name="AccountId">The account here of the new self.</param>
/// <param name="Uri">The id of its actor.</param>
public sealed record NewSelf(long AccountId, string Uri);

/// <summary>
/// Does <see cref="MoveAccount"/>: the profile says so, and followers' servers are told, who then follow the new self. The
/// followers of this server are moved one by one (<see cref="MoveFollower"/>).
/// </summary>
public sealed class MoveAccountHandler(IWriter writer)
{
    /// <summary>
    /// True when it moved or came back, false when it had before; <see cref="Refusal.NotAllowed"/> within
    /// <see cref="AccountMove.Rest"/> after the last move.
    /// </summary>
    public Task<Outcome<bool>> RunAsync(MoveAccount move, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(move);
        return writer.RunAsync(work => MoveAsync(work, move, cancellation), cancellation);
    }

    internal static async Task<AccountMove> RowAsync(Work work, long accountId, CancellationToken cancellation)
    {
        if (await work.Db.AccountMoves.FindAsync([accountId], cancellation) is { } known)
        {
            return known;
        }

        AccountMove made = new() { AccountId = accountId, Shard = SnowflakeId.ShardOf(accountId) };
        work.Db.AccountMoves.Add(made);
        return made;
    }

    private static async Task<Outcome<bool>> MoveAsync(Work work, MoveAccount move, CancellationToken cancellation)
    {
        if (!await AccountLock.TakeAsync(work, cancellation, move.AccountId) || !await work.IsLocalAsync(move.AccountId, cancellation))
        {
            return Refused.NotFound;
        }

        AccountMove row = await RowAsync(work, move.AccountId, cancellation);
        if (row.MovedTo == move.To?.Uri)
        {
            return false;
        }

        if (move.To is not null && row.MovedAt is DateTimeOffset last && work.Now - last < AccountMove.Rest)
        {
            return Refused.NotAllowed($"An account can move once in {AccountMove.Rest.Days} days.");
        }

        row.MovedTo = move.To?.Uri;
        (await work.Db.Accounts.SingleAsync(a => a.Id == move.AccountId, cancellation)).MovedToId = move.To?.AccountId;
        // First, so that who looks because of the Move finds that the old self names the new one.
        work.TellFollowers(OutboxAct.UpdateProfile, move.AccountId);
        if (move.To is { } to)
        {
            row.MovedAt = work.Now;
            work.TellFollowers(OutboxAct.Move, move.AccountId).Uri = to.Uri;
        }

        work.Raise(new ProfileChanged(move.AccountId));
        return true;
    }
}
