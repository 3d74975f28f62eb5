using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>An account that somebody mutes.</summary>
/// <param name="Account">Who is muted.</param>
/// <param name="Until">When the mute ends by itself; null for never.</param>
public sealed record MutedAccount(AccountModel Account, DateTimeOffset? Until);

/// <summary>Reads lists of accounts, newest relationship first; paged by the relationship's id, which only the page's keys tell.</summary>
public sealed class RelationshipLists(IDbContextFactory<WeftDb> contexts, AccountReader accounts, TimeProvider clock)
{
    /// <summary>
    /// Who follows the account, for this viewer: nobody where the account hides it or one of the two blocks the other,
    /// and nobody whom the viewer blocks or who blocks the viewer. Reads all shards.
    /// </summary>
    /// <param name="accountId">Whose followers.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Page<AccountModel>> FollowersAsync(long accountId, long? viewerId, PageRequest page, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Row> rows = db
            .Follows.Where(f => f.FolloweeId == accountId)
            .Select(f => new Row { Key = f.Id, AccountId = f.FollowerId });
        return await ReadAsync(Shown(db, rows, accountId, viewerId), page, cancellation);
    }

    /// <summary>Whom the account follows, for this viewer; as <see cref="FollowersAsync"/>.</summary>
    /// <param name="accountId">Who follows.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Page<AccountModel>> FollowingAsync(long accountId, long? viewerId, PageRequest page, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Row> rows = db
            .Follows.Where(f => f.FollowerId == accountId)
            .Select(f => new Row { Key = f.Id, AccountId = f.FolloweeId });
        return await ReadAsync(Shown(db, rows, accountId, viewerId), page, cancellation);
    }

    /// <summary>Who asks to follow the account. Reads all shards.</summary>
    public async Task<Page<AccountModel>> FollowRequestsAsync(long accountId, PageRequest page, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Row> rows = db
            .FollowRequests.Where(r => r.FolloweeId == accountId)
            .Select(r => new Row { Key = r.Id, AccountId = r.FollowerId });
        return await ReadAsync(rows, page, cancellation);
    }

    /// <summary>How many ask to follow the account.</summary>
    public async Task<int> CountFollowRequestsAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.FollowRequests.CountAsync(r => r.FolloweeId == accountId, cancellation);
    }

    /// <summary>Whom the account blocks.</summary>
    public async Task<Page<AccountModel>> BlocksAsync(long accountId, PageRequest page, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Row> rows = db.Blocks.Where(b => b.AccountId == accountId).Select(b => new Row { Key = b.Id, AccountId = b.TargetId });
        return await ReadAsync(rows, page, cancellation);
    }

    /// <summary>Whom the account mutes, now.</summary>
    public async Task<Page<MutedAccount>> MutesAsync(long accountId, PageRequest page, CancellationToken cancellation)
    {
        DateTimeOffset now = Moment.Now(clock);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Row> rows = db
            .Mutes.Where(m => m.AccountId == accountId && (m.ExpiresAt == null || m.ExpiresAt > now))
            .Select(m => new Row
            {
                Key = m.Id,
                AccountId = m.TargetId,
                Until = m.ExpiresAt,
            });
        Page<Row> part = await PageAsync(rows, page, cancellation);
        Dictionary<long, AccountModel> found = await accounts.ReadByIdAsync(part.Items.Select(r => r.AccountId), cancellation);
        return part.Select(r => found.TryGetValue(r.AccountId, out AccountModel? account) ? new MutedAccount(account, r.Until) : null);
    }

    private static IQueryable<Row> Shown(WeftDb db, IQueryable<Row> rows, long accountId, long? viewerId)
    {
        if (viewerId == accountId)
        {
            return rows;
        }

        IQueryable<ShutOut> shut = db.ShutOut();
        IQueryable<Row> open = rows.Where(r => !db.Accounts.Any(a => a.Id == accountId && a.HideCollections));
        return viewerId is not long viewer
            ? open
            : open.Where(r =>
                !shut.Any(s => s.AccountId == viewer && s.TargetId == r.AccountId)
                && !db.Blocks.Any(b =>
                    b.AccountId == viewer && (b.TargetId == r.AccountId || b.TargetId == accountId)
                    || b.TargetId == viewer && (b.AccountId == r.AccountId || b.AccountId == accountId)
                )
            );
    }

    private static async Task<Page<Row>> PageAsync(IQueryable<Row> rows, PageRequest page, CancellationToken cancellation)
    {
        long above = page.Above;
        long below = page.Below;
        IQueryable<Row> between = rows.Where(r => r.Key > above && r.Key < below);
        IQueryable<Row> sorted = page.Upwards ? between.OrderBy(r => r.Key) : between.OrderByDescending(r => r.Key);
        List<Row> part = await sorted.Take(page.Limit).ToListAsync(cancellation);
        if (page.Upwards)
        {
            part.Reverse();
        }

        return new Page<Row>(part, part.FirstOrDefault()?.Key, part.LastOrDefault()?.Key, part.Count == page.Limit);
    }

    private async Task<Page<AccountModel>> ReadAsync(IQueryable<Row> rows, PageRequest page, CancellationToken cancellation)
    {
        Page<Row> part = await PageAsync(rows, page, cancellation);
        Dictionary<long, AccountModel> found = await accounts.ReadByIdAsync(part.Items.Select(r => r.AccountId), cancellation);
        return part.Select(r => found.GetValueOrDefault(r.AccountId));
    }

    /// <summary>A relationship's id and who stands on the other side.</summary>
    private sealed class Row
    {
        public long Key { get; init; }
        public long AccountId { get; init; }
        public DateTimeOffset? Until { get; init; }
    }
}
