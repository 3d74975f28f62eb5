using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Moves a batch of pending count changes into the rows that they belong to.</summary>
public sealed class FoldCountChanges(IWriter writer)
{
    /// <summary>How many changes are folded in one transaction at most: enough to gain by it, few enough to hold nobody up.</summary>
    public const int BatchSize = 1_000;

    /// <summary>How many changes were folded; fewer than <see cref="BatchSize"/> when none is left.</summary>
    public Task<Outcome<int>> RunAsync(CancellationToken cancellation) =>
        writer.RunAsync(work => RunAsync(work.Db, cancellation), cancellation);

    private static async Task<Outcome<int>> RunAsync(WeftDb db, CancellationToken cancellation)
    {
        // Taking a row and knowing it are one statement: of two processes that want the same row only one gets it.
        List<CountChange> taken = await db
            .CountChanges.FromSql(
                $"""
                DELETE FROM "CountChanges" WHERE "Id" IN (SELECT "Id" FROM "CountChanges" ORDER BY "Id" LIMIT {BatchSize})
                RETURNING "Id", "Shard", "TargetId", "Kind", "Delta"
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        // One statement for all targets that change alike; most change by one.
        IEnumerable<IGrouping<(CountKind Kind, int Delta), long>> alike = taken
            .GroupBy(c => (c.Kind, c.TargetId))
            .Select(g => (g.Key.Kind, g.Key.TargetId, Delta: g.Sum(c => c.Delta)))
            .Where(c => c.Delta != 0)
            .OrderBy(c => c.TargetId)
            .GroupBy(c => (c.Kind, c.Delta), c => c.TargetId);
        foreach (IGrouping<(CountKind Kind, int Delta), long> change in alike)
        {
            await AddAsync(db, change.Key.Kind, change.Key.Delta, [.. change], cancellation);
        }

        return taken.Count;
    }

    private static Task<int> AddAsync(WeftDb db, CountKind kind, int delta, long[] ids, CancellationToken cancellation)
    {
        IQueryable<Post> posts = db.Posts.Where(p => ids.Contains(p.Id));
        IQueryable<Account> accounts = db.Accounts.Where(a => ids.Contains(a.Id));
        return kind switch
        {
            CountKind.Replies => posts.ExecuteUpdateAsync(
                set => set.SetProperty(p => p.RepliesCount, p => p.RepliesCount + delta),
                cancellation
            ),
            CountKind.Reposts => posts.ExecuteUpdateAsync(
                set => set.SetProperty(p => p.RepostsCount, p => p.RepostsCount + delta),
                cancellation
            ),
            CountKind.Likes => posts.ExecuteUpdateAsync(set => set.SetProperty(p => p.LikesCount, p => p.LikesCount + delta), cancellation),
            CountKind.Quotes => posts.ExecuteUpdateAsync(
                set => set.SetProperty(p => p.QuotesCount, p => p.QuotesCount + delta),
                cancellation
            ),
            CountKind.Followers => accounts.ExecuteUpdateAsync(
                set => set.SetProperty(a => a.FollowersCount, a => a.FollowersCount + delta),
                cancellation
            ),
            _ => throw new InvalidOperationException($"No column for counts of kind {kind}."),
        };
    }
}
