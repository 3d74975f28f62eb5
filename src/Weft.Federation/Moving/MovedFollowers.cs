using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Moving;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Federation.Actors;

namespace Weft.Federation.Moving;

/// <summary>
/// Moves those here who follow somebody of another server that has moved. What is left to do stands in the database: the
/// follows from before the move. So it can be stopped at any point and done again, and who follows the old self anew stays.
/// </summary>
public sealed class MovedFollowers(IDbContextFactory<WeftDb> contexts, KnownThings things, MoveFollowerHandler move)
{
    private const int Step = 200;

    /// <summary>Those who have moved and whom somebody here follows, perhaps since before.</summary>
    public async Task<IReadOnlyList<long>> LeftAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .RemoteActors.Where(a => a.FollowersMovedTo != null && db.Follows.Any(f => f.FolloweeId == a.AccountId))
            .Select(a => a.AccountId)
            .ToListAsync(cancellation);
    }

    /// <summary>Moves the followers of one, one after the other.</summary>
    /// <param name="oldId">The account that has moved.</param>
    /// <param name="cancellation">Stops in between.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RunAsync(long oldId, CancellationToken cancellation)
    {
        RemoteActor? actor;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            actor = await db.RemoteActors.AsNoTracking().FirstOrDefaultAsync(a => a.AccountId == oldId, cancellation);
        }

        if (
            actor is not { FollowersMovedTo: { } target, MovedAt: { } movedAt }
            || await things.AccountAsync(target, cancellation) is not long newId
        )
        {
            return 0;
        }

        int moved = 0;
        long after = 0;
        while (true)
        {
            List<long> step = await FollowersAsync(oldId, SnowflakeId.FirstAt(movedAt), after, cancellation);
            foreach (long follower in step)
            {
                await move.RunAsync(new MoveFollower(follower, oldId, newId), cancellation);
                (moved, after) = (moved + 1, follower);
            }

            if (step.Count < Step)
            {
                return moved;
            }
        }
    }

    private async Task<List<long>> FollowersAsync(long followeeId, long before, long after, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Follows.Where(f => f.FolloweeId == followeeId && f.FollowerId > after && f.Id < before)
            .Where(f => db.Accounts.Any(a => a.Id == f.FollowerId && a.Domain == null))
            .OrderBy(f => f.FollowerId)
            .Select(f => f.FollowerId)
            .Take(Step)
            .ToListAsync(cancellation);
    }
}
