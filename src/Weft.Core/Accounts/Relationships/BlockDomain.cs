using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>
/// Shuts out a whole server for one person: as if everyone there were blocked. Follows end both ways, and their servers
/// are told.
/// </summary>
/// <param name="AccountId">Who.</param>
/// <param name="Domain">The server, as people write it; those below it are meant as well.</param>
public sealed record BlockDomain(long AccountId, string Domain);

/// <summary>Does <see cref="BlockDomain"/>.</summary>
public sealed class BlockDomainHandler(IWriter writer, LocalDomain local)
{
    /// <summary>How many servers one person may shut out.</summary>
    public const int Most = 5_000;

    /// <summary>True when it is new; doing it twice is no fault. Refused for what is no server, and for this one.</summary>
    public async Task<Outcome<bool>> RunAsync(BlockDomain block, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (HostName.Read(block.Domain) is not { } name)
        {
            return Refused.Invalid("domain", "invalid", "is not the name of a server");
        }

        return HostName.Above(local.Name).Contains(name)
            ? Refused.Invalid("domain", "invalid", "is this server's own")
            : await writer.RunAsync(work => RunAsync(work, block.AccountId, name, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, long accountId, string name, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        // Taken, since a follow takes who follows: either this sees the follow, or the follow sees the block.
        if (!await AccountLock.TakeAsync(work, cancellation, accountId))
        {
            return Refused.NotFound;
        }

        if (await db.DomainBlocks.FindAsync([accountId, name], cancellation) is not null)
        {
            return false;
        }

        if (await db.DomainBlocks.CountAsync(b => b.AccountId == accountId, cancellation) >= Most)
        {
            return Refused.Invalid("domain", "too_many", $"is one too many (maximum is {Most})");
        }

        int shard = SnowflakeId.ShardOf(accountId);
        db.DomainBlocks.Add(
            new DomainBlock
            {
                AccountId = accountId,
                Domain = name,
                Id = work.Ids.Next(shard),
                Shard = shard,
            }
        );
        string below = "." + name;
        IQueryable<Account> there = db.Accounts.Where(a => a.Domain == name || a.Domain!.EndsWith(below));
        await EndAsync(work, accountId, there, cancellation);
        await db.Notifications.Where(n => n.AccountId == accountId && there.Any(a => a.Id == n.ActorId)).ExecuteDeleteAsync(cancellation);
        work.Raise(new DomainBlockChanged(accountId));
        return true;
    }

    private static async Task EndAsync(Work work, long accountId, IQueryable<Account> there, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<Follow> mine = db.Follows.Where(f => f.FollowerId == accountId && there.Any(a => a.Id == f.FolloweeId));
        IQueryable<Follow> theirs = db.Follows.Where(f => f.FolloweeId == accountId && there.Any(a => a.Id == f.FollowerId));
        IQueryable<FollowRequest> asked = db.FollowRequests.Where(r => r.FollowerId == accountId && there.Any(a => a.Id == r.FolloweeId));
        IQueryable<FollowRequest> asking = db.FollowRequests.Where(r => r.FolloweeId == accountId && there.Any(a => a.Id == r.FollowerId));
        List<Follow> followed = await mine.AsNoTracking().ToListAsync(cancellation);
        List<Follow> followers = await theirs.AsNoTracking().ToListAsync(cancellation);
        foreach (
            (long other, long id) in followed
                .Select(f => (f.FolloweeId, f.Id))
                .Concat((await asked.AsNoTracking().ToListAsync(cancellation)).Select(r => (r.FolloweeId, r.Id)))
        )
        {
            work.TellAccount(OutboxAct.UndoFollow, accountId, other).SubjectId = id;
        }

        foreach (
            (long other, string? uri) in followers
                .Select(f => (f.FollowerId, f.Uri))
                .Concat((await asking.AsNoTracking().ToListAsync(cancellation)).Select(r => (r.FollowerId, r.Uri)))
        )
        {
            if (uri is not null)
            {
                work.TellAccount(OutboxAct.RejectFollow, accountId, other).Uri = uri;
            }
        }

        await mine.ExecuteDeleteAsync(cancellation);
        await theirs.ExecuteDeleteAsync(cancellation);
        await asked.ExecuteDeleteAsync(cancellation);
        await asking.ExecuteDeleteAsync(cancellation);
        await CountAsync(work, accountId, followed, followers, cancellation);
    }

    private static async Task CountAsync(
        Work work,
        long accountId,
        List<Follow> followed,
        List<Follow> followers,
        CancellationToken cancellation
    )
    {
        long[] lost = [.. followed.Select(f => f.FolloweeId)];
        long[] gone = [.. followers.Select(f => f.FollowerId)];
        await work
            .Db.Accounts.Where(a => a.Id == accountId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(a => a.FollowingCount, a => a.FollowingCount - lost.Length)
                        .SetProperty(a => a.FollowersCount, a => a.FollowersCount - gone.Length),
                cancellation
            );
        await work
            .Db.Accounts.Where(a => lost.Contains(a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FollowersCount, a => a.FollowersCount - 1), cancellation);
        await work
            .Db.Accounts.Where(a => gone.Contains(a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FollowingCount, a => a.FollowingCount - 1), cancellation);
        work.Raise(new AccountCountsChanged([accountId, .. lost, .. gone]));
    }
}
