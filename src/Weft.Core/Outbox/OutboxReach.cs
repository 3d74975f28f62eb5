using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Outbox;

/// <summary>Finds other servers' accounts that have met something: one for each server is enough to tell the server.</summary>
internal static class OutboxReach
{
    /// <summary>Those who liked, reposted, answered or quoted a post: their servers keep it, and are to hear when it changes or goes.</summary>
    public static Task<List<long>> OfPostAsync(Work work, long postId, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<long> met = db
            .Likes.Where(l => l.PostId == postId)
            .Select(l => l.AccountId)
            .Union(db.Posts.Where(p => p.RepostOfId == postId).Select(p => p.AuthorId))
            .Union(db.Posts.Where(p => p.InReplyToId == postId).Select(p => p.AuthorId))
            .Union(db.Posts.Where(p => p.QuoteOfId == postId).Select(p => p.AuthorId));
        return OnePerDomainAsync(db, met, cancellation);
    }

    /// <summary>Those who follow an account or are followed by it.</summary>
    public static Task<List<long>> OfAccountAsync(Work work, long accountId, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<long> met = db
            .Follows.Where(f => f.FolloweeId == accountId)
            .Select(f => f.FollowerId)
            .Union(db.Follows.Where(f => f.FollowerId == accountId).Select(f => f.FolloweeId));
        return OnePerDomainAsync(db, met, cancellation);
    }

    private static Task<List<long>> OnePerDomainAsync(WeftDb db, IQueryable<long> ids, CancellationToken cancellation) =>
        db
            .Accounts.Where(a => a.Domain != null && ids.Contains(a.Id))
            .GroupBy(a => a.Domain)
            .Select(g => g.Max(a => a.Id))
            .OrderByDescending(id => id)
            .Take(OutboxWriting.MaxRecipients)
            .ToListAsync(cancellation);
}
