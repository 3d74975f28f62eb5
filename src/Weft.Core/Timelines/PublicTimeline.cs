using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>What everyone said in public, and what was said under a tag.</summary>
public sealed class PublicTimeline(IDbContextFactory<WeftDb> contexts, PostReader reader, TimeProvider clock)
{
    /// <summary>Public posts, without reposts and without replies to others.</summary>
    public async Task<Page<PostView>> ReadAsync(long? viewerId, PageRequest request, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> posts = db
            .Posts.Where(p => p.RepostOfId == null && p.Visibility == Visibility.Public)
            .Where(p => p.InReplyToAccountId == null || p.InReplyToAccountId == p.AuthorId)
            .WantedBy(db, viewerId, Moment.Now(clock));
        return await reader.PageAsync(posts, viewerId, request, cancellation);
    }

    /// <summary>Public posts with a tag, replies included.</summary>
    /// <param name="tag">The tag in its comparable form.</param>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="request">Which part.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<Page<PostView>> ReadTagAsync(string tag, long? viewerId, PageRequest request, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> posts = db
            .Posts.Where(p => p.Visibility == Visibility.Public && db.PostTags.Any(t => t.Name == tag && t.PostId == p.Id))
            .WantedBy(db, viewerId, Moment.Now(clock));
        return await reader.PageAsync(posts, viewerId, request, cancellation);
    }
}
