using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Moving;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Posts;
using Weft.Federation.Presenting;

namespace Weft.Federation.Moving;

/// <summary>Lets people move between servers. A move counts when both selves say so: the new one names the old one.</summary>
public sealed class Moves(
    IDbContextFactory<WeftDb> contexts,
    RemoteActors actors,
    KnownThings things,
    LocalAddresses addresses,
    MoveAccountHandler move,
    MoveFollowerHandler moveFollower
)
{
    /// <summary>How many followers who moves away from here takes along at most; the others see on the profile where it has gone.</summary>
    public const int MostFollowers = 10_000;

    private const int Step = 200;

    /// <summary>
    /// The new self here when it is fetched anew (or of this server), names the old one, and has not itself gone elsewhere;
    /// null when it does not.
    /// </summary>
    /// <param name="target">The id of the new self.</param>
    /// <param name="old">The id of the old self.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="budget">Is told when the new self is not to be had now; null when nobody asks.</param>
    public async Task<NewSelf?> NewSelfAsync(string target, string old, CancellationToken cancellation, FetchBudget? budget = null)
    {
        if (Documents.WebAddress.SameId(target, old))
        {
            return null;
        }

        PersonOutcome? there = things.IsLocal(target) ? null : await actors.FetchAsync(target, cancellation);
        if (there is PersonOutcome.Later)
        {
            budget?.Miss();
        }

        long? account = there is null
            ? await things.LocalAccountAsync(target, cancellation)
            : (there as PersonOutcome.Found)?.Person.AccountId;
        if (account is not long id)
        {
            return null;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        AccountMove? here = await db.AccountMoves.AsNoTracking().FirstOrDefaultAsync(m => m.AccountId == id, cancellation);
        RemoteActor? elsewhere = await db.RemoteActors.AsNoTracking().FirstOrDefaultAsync(a => a.AccountId == id, cancellation);
        IReadOnlyList<string> known = here?.AlsoKnownAs ?? elsewhere?.AlsoKnownAs ?? [];
        string? gone = here?.MovedTo ?? elsewhere?.MovedTo;
        return gone is null && known.Any(alias => Documents.WebAddress.SameId(alias, old)) ? new NewSelf(id, target) : null;
    }

    /// <summary>Moves the followers of this server, one after the other, of an account of this server.</summary>
    /// <returns>How many there were.</returns>
    private async Task<int> TakeFollowersAsync(long oldId, long newId, CancellationToken cancellation)
    {
        int moved = 0;
        long after = 0;
        while (moved < MostFollowers)
        {
            List<long> step = await FollowersAsync(oldId, after, cancellation);
            foreach (long follower in step)
            {
                await moveFollower.RunAsync(new MoveFollower(follower, oldId, newId), cancellation);
                (moved, after) = (moved + 1, follower);
            }

            if (step.Count < Step)
            {
                break;
            }
        }

        return moved;
    }

    /// <summary>Lets an account of this server go elsewhere.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="username">Its name.</param>
    /// <param name="targetId">The account here of its new self.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>
    /// True when it moved; <see cref="Refusal.Invalid"/> (<c>target</c>) when the new self does not name the old one,
    /// <see cref="Refusal.NotAllowed"/> too soon after the last move.
    /// </returns>
    public async Task<Outcome<bool>> GoAsync(long accountId, string username, long targetId, CancellationToken cancellation)
    {
        string old = addresses.Actor(username);
        if (
            targetId == accountId
            || await AddressAsync(targetId, cancellation) is not { } target
            || await NewSelfAsync(target, old, cancellation) is not { } self
        )
        {
            return Refused.Invalid("target", "no_alias", $"does not name {old} among its other accounts");
        }

        Outcome<bool> moved = await move.RunAsync(new MoveAccount(accountId, self), cancellation);
        if (moved.Succeeded)
        {
            await TakeFollowersAsync(accountId, self.AccountId, cancellation);
        }

        return moved;
    }

    /// <summary>The id of the actor of an account here.</summary>
    public async Task<string?> AddressAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var account = await db
            .Accounts.Where(a => a.Id == accountId)
            .Select(a => new { a.Uri, a.Username })
            .FirstOrDefaultAsync(cancellation);
        return account is null ? null : account.Uri ?? addresses.Actor(account.Username);
    }

    /// <summary>Who else an account of this server is, and where it has gone; null when it has said nothing.</summary>
    public async Task<AccountMove?> OfAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.AccountMoves.AsNoTracking().FirstOrDefaultAsync(m => m.AccountId == accountId, cancellation);
    }

    private async Task<List<long>> FollowersAsync(long followeeId, long after, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Follows.Where(f =>
                f.FolloweeId == followeeId && f.FollowerId > after && db.Accounts.Any(a => a.Id == f.FollowerId && a.Domain == null)
            )
            .OrderBy(f => f.FollowerId)
            .Select(f => f.FollowerId)
            .Take(Step)
            .ToListAsync(cancellation);
    }
}
