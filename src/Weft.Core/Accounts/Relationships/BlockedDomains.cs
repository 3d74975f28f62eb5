using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Lists the servers that somebody has shut out.</summary>
public sealed class BlockedDomains(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>A part of the list, the last shut out first.</summary>
    public async Task<Page<string>> ReadAsync(long accountId, PageRequest page, CancellationToken cancellation)
    {
        (long above, long below) = (page.Above, page.Below);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<DomainBlock> own = db.DomainBlocks.Where(b => b.AccountId == accountId && b.Id > above && b.Id < below);
        List<DomainBlock> rows = await (page.Upwards ? own.OrderBy(b => b.Id) : own.OrderByDescending(b => b.Id))
            .AsNoTracking()
            .Take(page.Limit)
            .ToListAsync(cancellation);
        if (page.Upwards)
        {
            rows.Reverse();
        }

        return new Page<string>(
            [.. rows.Select(b => b.Domain)],
            rows.FirstOrDefault()?.Id,
            rows.LastOrDefault()?.Id,
            rows.Count == page.Limit
        );
    }

    /// <summary>How many follows shutting out a server would end.</summary>
    /// <returns>How many there the person follows, and how many follow the person.</returns>
    public async Task<(int Following, int Followers)> WouldEndAsync(long accountId, string domain, CancellationToken cancellation)
    {
        string name = HostName.Read(domain) ?? "";
        string below = "." + name;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Account> there = db.Accounts.Where(a => a.Domain == name || a.Domain!.EndsWith(below));
        return (
            await db.Follows.CountAsync(f => f.FollowerId == accountId && there.Any(a => a.Id == f.FolloweeId), cancellation),
            await db.Follows.CountAsync(f => f.FolloweeId == accountId && there.Any(a => a.Id == f.FollowerId), cancellation)
        );
    }
}
