using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Reads what a viewer and other accounts are to each other.</summary>
public sealed class RelationshipReader(IDbContextFactory<WeftDb> contexts, TimeProvider clock)
{
    private static readonly CompiledQuery<Func<WeftDb, long, long[], DateTimeOffset, IAsyncEnumerable<StanceRow>>> StanceRows = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long viewerId, long[] ids, DateTimeOffset now) =>
                db
                    .Follows.Where(f => f.FollowerId == viewerId && ids.Contains(f.FolloweeId))
                    .Select(f => new StanceRow { Id = f.FolloweeId, Is = (int)Stance.Follows })
                    .Concat(
                        db.Follows.Where(f => f.FolloweeId == viewerId && ids.Contains(f.FollowerId))
                            .Select(f => new StanceRow { Id = f.FollowerId, Is = (int)Stance.FollowedBy })
                    )
                    .Concat(
                        db.Blocks.Where(b => b.AccountId == viewerId && ids.Contains(b.TargetId))
                            .Select(b => new StanceRow { Id = b.TargetId, Is = (int)Stance.Blocks })
                    )
                    .Concat(
                        db.Blocks.Where(b => b.TargetId == viewerId && ids.Contains(b.AccountId))
                            .Select(b => new StanceRow { Id = b.AccountId, Is = (int)Stance.BlockedBy })
                    )
                    .Concat(
                        db.Mutes.Where(m =>
                                m.AccountId == viewerId && ids.Contains(m.TargetId) && (m.ExpiresAt == null || m.ExpiresAt > now)
                            )
                            .Select(m => new StanceRow { Id = m.TargetId, Is = (int)Stance.Mutes })
                    )
                    .Concat(
                        db.Accounts.Where(a =>
                                ids.Contains(a.Id)
                                && db.DomainBlocks.Any(b =>
                                    b.AccountId == viewerId && (a.Domain == b.Domain || a.Domain!.EndsWith("." + b.Domain))
                                )
                            )
                            .Select(a => new StanceRow { Id = a.Id, Is = (int)Stance.ShutsOut })
                    )
                    .Concat(
                        db.DomainBlocks.Where(b =>
                                ids.Contains(b.AccountId)
                                && db.Accounts.Any(a => a.Id == viewerId && (a.Domain == b.Domain || a.Domain!.EndsWith("." + b.Domain)))
                            )
                            .Select(b => new StanceRow { Id = b.AccountId, Is = (int)Stance.ShutOutBy })
                    )
        )
    );

    /// <summary>One entry for each account that exists, in the order of the ids as given; each account once.</summary>
    public async Task<IReadOnlyList<RelationshipModel>> ReadAsync(
        long viewerId,
        IReadOnlyCollection<long> ids,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = Moment.Now(clock);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<ShutOut> shut = db.ShutOut();
        var rows = await (
            from a in db.Accounts
            where ids.Contains(a.Id)
            join f in db.Follows.Where(f => f.FollowerId == viewerId) on a.Id equals f.FolloweeId into follows
            from follow in follows.DefaultIfEmpty()
            join m in db.Mutes.Where(m => m.AccountId == viewerId && (m.ExpiresAt == null || m.ExpiresAt > now))
                on a.Id equals m.TargetId
                into mutes
            from mute in mutes.DefaultIfEmpty()
            select new
            {
                a.Id,
                Follow = follow,
                Mute = mute,
                FollowedBy = db.Follows.Any(f => f.FollowerId == a.Id && f.FolloweeId == viewerId),
                Requested = db.FollowRequests.Any(r => r.FollowerId == viewerId && r.FolloweeId == a.Id),
                RequestedBy = db.FollowRequests.Any(r => r.FollowerId == a.Id && r.FolloweeId == viewerId),
                Blocking = db.Blocks.Any(b => b.AccountId == viewerId && b.TargetId == a.Id),
                BlockedBy = db.Blocks.Any(b => b.AccountId == a.Id && b.TargetId == viewerId),
                ShuttingOut = shut.Any(s => s.AccountId == viewerId && s.TargetId == a.Id),
                Note = db.AccountNotes.Where(n => n.AccountId == viewerId && n.TargetId == a.Id).Select(n => n.Text).FirstOrDefault(),
            }
        ).ToListAsync(cancellation);
        Dictionary<long, RelationshipModel> found = rows.ToDictionary(
            r => r.Id,
            r => new RelationshipModel(
                r.Id,
                r.Follow is not null,
                r.Follow?.ShowReposts ?? false,
                r.Follow?.Notify ?? false,
                r.FollowedBy,
                r.Requested,
                r.RequestedBy,
                r.Blocking,
                r.BlockedBy,
                r.Mute is not null,
                r.Mute?.HideNotifications ?? false,
                r.Mute?.ExpiresAt,
                r.Note ?? ""
            )
            {
                ShuttingOut = r.ShuttingOut,
            }
        );
        return [.. ids.Distinct().Select(id => found.GetValueOrDefault(id)).OfType<RelationshipModel>()];
    }

    /// <summary>What the viewer is to each of the accounts, in one query. Strangers have no entry.</summary>
    /// <param name="db">A context to read with.</param>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="ids">The accounts.</param>
    /// <param name="now">The moment, since mutes end.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<long, Stance>> StancesAsync(
        WeftDb db,
        long viewerId,
        IReadOnlyCollection<long> ids,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(ids);
        Dictionary<long, Stance> stances = [];
        long[] others = [.. ids.Where(id => id != viewerId)];
        if (others.Length == 0)
        {
            return stances;
        }

        await foreach (StanceRow row in StanceRows.For(db)(db, viewerId, others, now).WithCancellation(cancellation))
        {
            stances[row.Id] = stances.GetValueOrDefault(row.Id) | (Stance)row.Is;
        }

        return stances;
    }

    private sealed class StanceRow
    {
        public long Id { get; init; }
        public int Is { get; init; }
    }
}
