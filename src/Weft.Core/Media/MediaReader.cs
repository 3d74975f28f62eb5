using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Remote;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>An upload as its owner sees it.</summary>
/// <param name="Media">What is known of it.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Failure">Why it cannot be shown, as what follows "File"; null for nothing.</param>
public sealed record UploadView(MediaModel Media, MediaState State, string? Failure);

/// <summary>Reads uploads for their owner, and the media of posts.</summary>
public sealed class MediaReader(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>The upload; null when it is not the account's own, or a post shows it.</summary>
    public async Task<UploadView?> FindAsync(long accountId, long id, CancellationToken cancellation) =>
        (await FindAsync(accountId, [id], cancellation)).SingleOrDefault();

    /// <summary>Those uploads that are the account's own and that no post shows, in the order of the ids.</summary>
    public async Task<IReadOnlyList<UploadView>> FindAsync(long accountId, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<MediaAttachment> rows = await db
            .Media.AsNoTracking()
            .Where(m => ids.Contains(m.Id) && m.AccountId == accountId && m.PostId == null && m.State != MediaState.Discarded)
            .ToListAsync(cancellation);
        return
        [
            .. ids.Select(id => rows.Find(m => m.Id == id))
                .OfType<MediaAttachment>()
                .Select(row => new UploadView(MediaModel.Of(row), row.State, row.Failure)),
        ];
    }

    /// <summary>The media of other servers' posts, each post's in its order.</summary>
    internal static async Task<IEnumerable<(long PostId, MediaModel Media)>> OfRemotePostsAsync(
        WeftDb db,
        PictureSeal seal,
        long[] postIds,
        CancellationToken cancellation
    )
    {
        if (postIds.Length == 0)
        {
            return [];
        }

        List<RemoteMedia> rows = await db
            .RemoteMedia.AsNoTracking()
            .Where(m => postIds.Contains(m.PostId) && m.Position >= 0)
            .OrderBy(m => m.PostId)
            .ThenBy(m => m.Position)
            .ToListAsync(cancellation);
        return rows.Select(m => (m.PostId, MediaModel.Of(m, seal)));
    }

    /// <summary>All media that a post ever had, by their ids.</summary>
    internal static async Task<Dictionary<long, MediaModel>> OfVersionsAsync(
        WeftDb db,
        PictureSeal seal,
        long postId,
        CancellationToken cancellation
    )
    {
        List<MediaAttachment> own = await db.Media.AsNoTracking().Where(m => m.PostId == postId).ToListAsync(cancellation);
        List<RemoteMedia> others = await db.RemoteMedia.AsNoTracking().Where(m => m.PostId == postId).ToListAsync(cancellation);
        return own.Select(MediaModel.Of).Concat(others.Select(m => MediaModel.Of(m, seal))).ToDictionary(m => m.Id);
    }

    /// <summary>The media of these posts, each post's in its order.</summary>
    internal static async Task<ILookup<long, MediaModel>> OfPostsAsync(WeftDb db, long[] postIds, CancellationToken cancellation)
    {
        if (postIds.Length == 0)
        {
            return Enumerable.Empty<MediaModel>().ToLookup(_ => 0L);
        }

        List<MediaAttachment> rows = await db
            .Media.AsNoTracking()
            .Where(m => m.PostId != null && postIds.Contains(m.PostId.Value) && m.Position >= 0)
            .OrderBy(m => m.PostId)
            .ThenBy(m => m.Position)
            .ToListAsync(cancellation);
        return rows.ToLookup(m => m.PostId!.Value, MediaModel.Of);
    }
}
