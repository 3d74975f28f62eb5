using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>What decides about a viewer's home timeline besides the posts themselves.</summary>
internal sealed class HomeFacts
{
    /// <summary>Whose home it is.</summary>
    public required long ViewerId { get; init; }

    /// <summary>Whom the viewer follows, and whether their reposts are wanted.</summary>
    public required IReadOnlyDictionary<long, bool> Followed { get; init; }

    /// <summary>Whom the viewer blocks or is blocked by.</summary>
    public required IReadOnlySet<long> Blocked { get; init; }

    /// <summary>Whom the viewer mutes.</summary>
    public required IReadOnlySet<long> Muted { get; init; }

    /// <summary>Which servers the viewer has shut out.</summary>
    public required IReadOnlyList<string> ShutOut { get; init; }

    /// <summary>When the first of the mutes ends, and these facts with it.</summary>
    public required DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whose rows may come: the followed ones and the viewer.</summary>
    public long[] Authors => field ??= [.. Followed.Keys.Append(ViewerId).Distinct()];

    /// <summary>Reads them; what is followed, blocked or muted after this moment is told by events.</summary>
    public static async Task<HomeFacts> LoadAsync(WeftDb db, long viewerId, DateTimeOffset now, CancellationToken cancellation)
    {
        var mutes = await db
            .Mutes.Where(m => m.AccountId == viewerId && (m.ExpiresAt == null || m.ExpiresAt > now))
            .Select(m => new { m.TargetId, m.ExpiresAt })
            .ToListAsync(cancellation);
        return new HomeFacts
        {
            ViewerId = viewerId,
            Followed = await db
                .Follows.Where(f => f.FollowerId == viewerId)
                .ToDictionaryAsync(f => f.FolloweeId, f => f.ShowReposts, cancellation),
            Blocked = await db
                .Blocks.Where(b => b.AccountId == viewerId)
                .Select(b => b.TargetId)
                .Union(db.Blocks.Where(b => b.TargetId == viewerId).Select(b => b.AccountId))
                .ToHashSetAsync(cancellation),
            Muted = mutes.Select(m => m.TargetId).ToHashSet(),
            ShutOut = await db.DomainBlocks.Where(b => b.AccountId == viewerId).Select(b => b.Domain).ToArrayAsync(cancellation),
            ValidUntil = mutes.Min(m => m.ExpiresAt),
        };
    }
}
