using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>What a viewer has done with posts.</summary>
internal static class PostMarksQuery
{
    private static readonly CompiledQuery<Func<WeftDb, long, long[], IAsyncEnumerable<Row>>> ByIds = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long viewer, long[] ids) =>
                db
                    .Posts.Where(p => ids.Contains(p.Id))
                    .Select(p => new Row
                    {
                        Id = p.Id,
                        Liked = db.Likes.Any(l => l.AccountId == viewer && l.PostId == p.Id),
                        Reposted = db.Posts.Any(r => r.AuthorId == viewer && r.RepostOfId == p.Id),
                        Bookmarked = db.Bookmarks.Any(b => b.AccountId == viewer && b.PostId == p.Id),
                        Pinned = p.AuthorId == viewer && p.PinnedAt != null,
                        Muted = db.ConversationMutes.Any(m => m.AccountId == viewer && m.ConversationId == p.ConversationId),
                    })
        )
    );

    /// <summary>The marks on each of the posts that exist; originals, not reposts' rows.</summary>
    public static async Task<Dictionary<long, PostMarks>> LoadAsync(WeftDb db, long viewerId, long[] ids, CancellationToken cancellation)
    {
        Dictionary<long, PostMarks> marks = new(ids.Length);
        if (ids.Length == 0)
        {
            return marks;
        }

        await foreach (Row row in ByIds.For(db)(db, viewerId, ids).WithCancellation(cancellation))
        {
            marks[row.Id] =
                (row.Liked ? PostMarks.Liked : 0)
                | (row.Reposted ? PostMarks.Reposted : 0)
                | (row.Bookmarked ? PostMarks.Bookmarked : 0)
                | (row.Pinned ? PostMarks.Pinned : 0)
                | (row.Muted ? PostMarks.Muted : 0);
        }

        return marks;
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public bool Liked { get; init; }
        public bool Reposted { get; init; }
        public bool Bookmarked { get; init; }
        public bool Pinned { get; init; }
        public bool Muted { get; init; }
    }
}
