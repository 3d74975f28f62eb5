using Microsoft.EntityFrameworkCore;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>What a post said from some moment on.</summary>
/// <param name="Text">The source text.</param>
/// <param name="ContentWarning">The warning; empty for none.</param>
/// <param name="Sensitive">Media were veiled.</param>
/// <param name="CreatedAt">When this version began to be shown.</param>
public sealed record PostVersion(string Text, string ContentWarning, bool Sensitive, DateTimeOffset CreatedAt)
{
    /// <summary>
    /// Its media, in their order; null for the version that is shown now, whose media are the post's, and where nobody
    /// knows any more.
    /// </summary>
    public IReadOnlyList<MediaModel>? Media { get; init; }

    /// <summary>
    /// What could be chosen in its poll, empty for no poll; null for the version that is shown now, and where nobody knows any
    /// more.
    /// </summary>
    public IReadOnlyList<string>? Choices { get; init; }
}

/// <summary>All that a post ever said.</summary>
/// <param name="PostId">The post; never a repost's row.</param>
/// <param name="Versions">The oldest first, the one that is shown now last.</param>
public sealed record PostVersions(long PostId, IReadOnlyList<PostVersion> Versions);

/// <summary>The versions of a post.</summary>
public sealed class PostHistory(IDbContextFactory<WeftDb> contexts, PictureSeal seal)
{
    /// <summary>
    /// All versions of a post (of a repost: of its original); <see cref="Refusal.NotFound"/> when the viewer may not see it.
    /// </summary>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="postId">The post, or a repost of it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<PostVersions>> RunAsync(long? viewerId, long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<long> shown = db.Posts.Where(p => p.Id == postId).VisibleTo(db, viewerId).Select(p => p.RepostOfId ?? p.Id);
        var now = await db
            .Posts.Where(p => shown.Contains(p.Id))
            .Select(p => new { p.Id, Version = new PostVersion(p.Text, p.ContentWarning, p.Sensitive, p.EditedAt ?? p.CreatedAt) })
            .FirstOrDefaultAsync(cancellation);
        if (now is null)
        {
            return Refused.NotFound;
        }

        var versions = await db
            .PostEdits.Where(e => e.PostId == now.Id)
            .OrderBy(e => e.Id)
            .Select(e => new
            {
                e.Media,
                e.Choices,
                Version = new PostVersion(e.Text, e.ContentWarning, e.Sensitive, e.CreatedAt),
            })
            .ToListAsync(cancellation);
        Dictionary<long, MediaModel> media = await MediaReader.OfVersionsAsync(db, seal, now.Id, cancellation);
        return new PostVersions(
            now.Id,
            [.. versions.Select(v => v.Version with { Media = FormerMedia.Read(v.Media, media), Choices = v.Choices }), now.Version]
        );
    }
}
