using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Finds those who follow an account among those whom the viewer follows.</summary>
public sealed class FamiliarFollowers(IDbContextFactory<WeftDb> contexts, AccountReader accounts)
{
    /// <summary>How many are told of one account.</summary>
    public const int Max = 80;

    /// <summary>
    /// Whom the viewer began to follow last comes first. Nobody where the account hides its followers or one of the two
    /// blocks the other, and none of those who hide whom they follow. Costs as much as the viewer follows accounts.
    /// </summary>
    public async Task<IReadOnlyList<AccountModel>> ReadAsync(long viewerId, long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        bool hidden = await db.Accounts.AnyAsync(a => a.Id == accountId && a.HideCollections && a.Id != viewerId, cancellation);
        bool apart = await db.Blocks.AnyAsync(
            b => b.AccountId == viewerId && b.TargetId == accountId || b.AccountId == accountId && b.TargetId == viewerId,
            cancellation
        );
        if (hidden || apart || await db.ShutOut().AnyAsync(s => s.AccountId == viewerId && s.TargetId == accountId, cancellation))
        {
            return [];
        }

        List<long> ids = await db
            .Follows.Where(mine =>
                mine.FollowerId == viewerId
                && db.Follows.Any(theirs => theirs.FollowerId == mine.FolloweeId && theirs.FolloweeId == accountId)
                && !db.Accounts.Any(a => a.Id == mine.FolloweeId && a.HideCollections)
            )
            .OrderByDescending(mine => mine.Id)
            .Select(mine => mine.FolloweeId)
            .Take(Max)
            .ToListAsync(cancellation);
        return await accounts.ReadAsync(ids, cancellation);
    }
}
