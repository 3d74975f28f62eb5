using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Moderation;

/// <summary>Ends all follows and requests between this server's people and some of another that is suspended.</summary>
internal static class HostFollows
{
    private const int Batch = 500;

    /// <summary>Ends them and mends the counts on both sides. Nobody elsewhere is told.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="people">The others.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> CutAsync(Work work, IReadOnlyList<long> people, CancellationToken cancellation)
    {
        int cut = 0;
        HashSet<long> touched = [];
        foreach (long[] some in people.Chunk(Batch))
        {
            // Not those of a server below that was let in all the same.
            long[] ids = await work
                .Db.Accounts.Where(a => some.Contains(a.Id) && a.Standing == HostPolicy.Suspended)
                .Select(a => a.Id)
                .ToArrayAsync(cancellation);
            IQueryable<Follow> follows = work.Db.Follows.Where(f => ids.Contains(f.FollowerId) || ids.Contains(f.FolloweeId));
            var pairs = await follows.Select(f => new { f.FollowerId, f.FolloweeId }).ToListAsync(cancellation);
            if (pairs.Count > 0)
            {
                long[] ends = [.. pairs.SelectMany(p => new[] { p.FollowerId, p.FolloweeId }).Distinct()];
                await CountAsync(work.Db, follows, ends, cancellation);
                cut += await follows.ExecuteDeleteAsync(cancellation);
                touched.UnionWith(ends);
            }

            cut += await work
                .Db.FollowRequests.Where(r => ids.Contains(r.FollowerId) || ids.Contains(r.FolloweeId))
                .ExecuteDeleteAsync(cancellation);
            await work
                .Db.Notifications.Where(n =>
                    ids.Contains(n.ActorId) && (n.Kind == NotificationKind.Follow || n.Kind == NotificationKind.FollowRequest)
                )
                .ExecuteDeleteAsync(cancellation);
        }

        if (touched.Count > 0)
        {
            work.Raise(new AccountCountsChanged([.. touched]));
        }

        return cut;
    }

    private static async Task CountAsync(WeftDb db, IQueryable<Follow> follows, long[] ends, CancellationToken cancellation)
    {
        foreach (long[] ids in ends.Chunk(Batch))
        {
            await db
                .Accounts.Where(a => ids.Contains(a.Id))
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(a => a.FollowersCount, a => a.FollowersCount - follows.Count(f => f.FolloweeId == a.Id))
                            .SetProperty(a => a.FollowingCount, a => a.FollowingCount - follows.Count(f => f.FollowerId == a.Id)),
                    cancellation
                );
        }
    }
}
