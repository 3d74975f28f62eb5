using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Safety;

/// <summary>
/// Who may see a post, in SQL. The same rule in memory is <see cref="VisibilityRule"/>; a property test holds them
/// together, so change both or neither.
/// </summary>
public static class VisibilityQuery
{
    /// <summary>Keeps the posts that the viewer may see when asking for them.</summary>
    /// <param name="posts">Any query of posts.</param>
    /// <param name="db">The context that the query runs on.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    public static IQueryable<Post> VisibleTo(this IQueryable<Post> posts, WeftDb db, long? viewerId)
    {
        IQueryable<Post> originals = Alone(db.Posts, db, viewerId);
        return Alone(posts, db, viewerId).Where(p => p.RepostOfId == null || originals.Any(o => o.Id == p.RepostOfId));
    }

    /// <summary>
    /// Keeps the posts that the viewer may see and wants to meet in lists: those of muted accounts are left out, and
    /// replies to muted or blocked ones, and what others repost of them.
    /// </summary>
    /// <param name="posts">Any query of posts.</param>
    /// <param name="db">The context that the query runs on.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="now">The moment, since mutes end.</param>
    public static IQueryable<Post> WantedBy(this IQueryable<Post> posts, WeftDb db, long? viewerId, DateTimeOffset now)
    {
        if (viewerId is not long viewer)
        {
            return posts.VisibleTo(db, viewerId);
        }

        IQueryable<long> muted = db
            .Mutes.Where(m => m.AccountId == viewer && (m.ExpiresAt == null || m.ExpiresAt > now))
            .Select(m => m.TargetId);
        IQueryable<long> blocked = db
            .Blocks.Where(b => b.AccountId == viewer)
            .Select(b => b.TargetId)
            .Concat(db.ShutOut().Where(s => s.AccountId == viewer).Select(s => s.TargetId));
        IQueryable<Post> originals = Alone(db.Posts, db, viewer).Where(o => !muted.Contains(o.AuthorId));
        return Alone(posts, db, viewer)
            .Where(p =>
                !muted.Contains(p.AuthorId)
                && (
                    p.InReplyToAccountId == null
                    || !muted.Contains(p.InReplyToAccountId.Value) && !blocked.Contains(p.InReplyToAccountId.Value)
                )
                && (p.RepostOfId == null || originals.Any(o => o.Id == p.RepostOfId))
            );
    }

    /// <summary>The rule for a row by itself, without regard to what it reposts.</summary>
    private static IQueryable<Post> Alone(IQueryable<Post> posts, WeftDb db, long? viewerId)
    {
        // What was written here is nobody's server but ours: looked at first, so that it costs no look at its author.
        if (viewerId is not long viewer)
        {
            return posts.Where(p =>
                (p.Visibility == Visibility.Public || p.Visibility == Visibility.Unlisted)
                && p.Consent == Consent.Given
                && (p.Uri == null || !db.Accounts.Any(a => a.Id == p.AuthorId && a.Standing != HostPolicy.Normal))
            );
        }

        IQueryable<ShutOut> shut = db.ShutOut();
        return posts.Where(p =>
            p.AuthorId == viewer
            || (p.Consent == Consent.Given || p.InReplyToAccountId == viewer)
                && !db.Blocks.Any(b => b.AccountId == viewer && b.TargetId == p.AuthorId)
                && !db.Blocks.Any(b => b.AccountId == p.AuthorId && b.TargetId == viewer)
                && !shut.Any(s => s.AccountId == viewer && s.TargetId == p.AuthorId)
                && !shut.Any(s => s.AccountId == p.AuthorId && s.TargetId == viewer)
                && (
                    p.Uri == null
                    || !db.Accounts.Any(a =>
                        a.Id == p.AuthorId
                        && (
                            a.Standing == HostPolicy.Suspended
                            || a.Standing == HostPolicy.Silenced && !db.Follows.Any(f => f.FollowerId == viewer && f.FolloweeId == a.Id)
                        )
                    )
                )
                && (
                    p.Visibility == Visibility.Public
                    || p.Visibility == Visibility.Unlisted
                    || p.Visibility == Visibility.Followers && db.Follows.Any(f => f.FollowerId == viewer && f.FolloweeId == p.AuthorId)
                    || db.PostMentions.Any(m => m.PostId == p.Id && m.AccountId == viewer)
                )
        );
    }
}
