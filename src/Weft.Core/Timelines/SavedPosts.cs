using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>What somebody saved or likes, the last marked first. For the person alone.</summary>
public sealed class SavedPosts(IDbContextFactory<WeftDb> contexts, PostReader reader)
{
    /// <summary>The viewer's bookmarks, paged by the bookmarks' ids.</summary>
    public async Task<Page<PostView>> ReadBookmarksAsync(long viewerId, PageRequest request, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> visible = db.Posts.VisibleTo(db, viewerId);
        return await PageAsync(
            db.Bookmarks.Where(b => b.AccountId == viewerId && visible.Any(p => p.Id == b.PostId))
                .Select(b => new Row { Key = b.Id, PostId = b.PostId }),
            viewerId,
            request,
            cancellation
        );
    }

    /// <summary>What the viewer likes, paged by the likes' ids.</summary>
    public async Task<Page<PostView>> ReadLikesAsync(long viewerId, PageRequest request, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> visible = db.Posts.VisibleTo(db, viewerId);
        return await PageAsync(
            db.Likes.Where(l => l.AccountId == viewerId && visible.Any(p => p.Id == l.PostId))
                .Select(l => new Row { Key = l.Id, PostId = l.PostId }),
            viewerId,
            request,
            cancellation
        );
    }

    private async Task<Page<PostView>> PageAsync(IQueryable<Row> rows, long viewerId, PageRequest request, CancellationToken cancellation)
    {
        long above = request.Above;
        long below = request.Below;
        rows = rows.Where(r => r.Key > above && r.Key < below);
        List<Row> page = await (request.Upwards ? rows.OrderBy(r => r.Key) : rows.OrderByDescending(r => r.Key))
            .Take(request.Limit)
            .ToListAsync(cancellation);
        if (request.Upwards)
        {
            page.Reverse();
        }

        return await reader.PageAsync([.. page.Select(r => r.PostId)], [.. page.Select(r => r.Key)], viewerId, request, cancellation);
    }

    private sealed class Row
    {
        public long Key { get; init; }
        public long PostId { get; init; }
    }
}
