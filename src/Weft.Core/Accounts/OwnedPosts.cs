using Microsoft.EntityFrameworkCore;
using Weft.Core.Media;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Removes what an account that ends has posted and marked, and mends the counts of what others posted.</summary>
internal static class OwnedPosts
{
    /// <summary>Counts first, rows second: the counts are read from the rows.</summary>
    public static async Task EraseAsync(WeftDb db, long id, CancellationToken cancellation)
    {
        await MendOthersAsync(db, id, cancellation);
        IQueryable<long> own = db.Posts.Where(p => p.AuthorId == id).Select(p => p.Id);
        IQueryable<Post> reposts = db.Posts.Where(p => p.RepostOfId != null && own.Contains(p.RepostOfId.Value));
        await db
            .Accounts.Where(a => reposts.Any(r => r.AuthorId == a.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(a => a.PostsCount, a => a.PostsCount - reposts.Count(r => r.AuthorId == a.Id)),
                cancellation
            );
        await db.Likes.Where(l => l.AccountId == id || own.Contains(l.PostId)).ExecuteDeleteAsync(cancellation);
        await db.PollVotes.Where(v => v.VoterId == id || own.Contains(v.PostId)).ExecuteDeleteAsync(cancellation);
        await db.InteractionStamps.Where(s => own.Contains(s.PostId)).ExecuteDeleteAsync(cancellation);
        await db.Bookmarks.Where(b => b.AccountId == id || own.Contains(b.PostId)).ExecuteDeleteAsync(cancellation);
        await db.Notifications.Where(n => n.PostId != null && own.Contains(n.PostId.Value)).ExecuteDeleteAsync(cancellation);
        await db.CountChanges.Where(c => own.Contains(c.TargetId)).ExecuteDeleteAsync(cancellation);
        await db.IdempotencyKeys.Where(k => k.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.PostMentions.Where(m => m.AccountId == id).ExecuteDeleteAsync(cancellation);
        await reposts.ExecuteDeleteAsync(cancellation);
        await db
            .Media.Where(m => m.AccountId == id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.PostId, (long?)null).SetProperty(m => m.State, MediaState.Discarded),
                cancellation
            );
        // Mentions, tags and former versions go with their post, by foreign key.
        await db.Posts.Where(p => p.AuthorId == id).ExecuteDeleteAsync(cancellation);
    }

    private static async Task MendOthersAsync(WeftDb db, long id, CancellationToken cancellation)
    {
        await db
            .Posts.Where(p => db.Likes.Any(l => l.AccountId == id && l.PostId == p.Id && l.Consent == Consent.Given))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LikesCount, p => p.LikesCount - 1), cancellation);

        IQueryable<Post> reposts = db.Posts.Where(p => p.AuthorId == id && p.RepostOfId != null && p.Consent == Consent.Given);
        await db
            .Posts.Where(p => reposts.Any(r => r.RepostOfId == p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.RepostsCount, p => p.RepostsCount - 1), cancellation);

        // As Counting.CountsForOthers says, in SQL.
        IQueryable<Post> counted = db.Posts.Where(p =>
            p.AuthorId == id && p.Consent == Consent.Given && (p.Visibility == Visibility.Public || p.Visibility == Visibility.Unlisted)
        );
        await db
            .Posts.Where(p => counted.Any(r => r.InReplyToId == p.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.RepliesCount, p => p.RepliesCount - counted.Count(r => r.InReplyToId == p.Id)),
                cancellation
            );
        IQueryable<Post> quotes = counted.Where(p => p.QuoteRevokedAt == null && p.QuoteConsent == Consent.Given);
        await db
            .Posts.Where(p => quotes.Any(q => q.QuoteOfId == p.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.QuotesCount, p => p.QuotesCount - quotes.Count(q => q.QuoteOfId == p.Id)),
                cancellation
            );
    }
}
