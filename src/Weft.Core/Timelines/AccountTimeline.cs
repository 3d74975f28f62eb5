using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>Which of an account's posts are asked for.</summary>
/// <param name="ExcludeReplies">Leave out replies to others; an author's own threads stay.</param>
/// <param name="ExcludeReposts">Leave out reposts.</param>
/// <param name="OnlyReplies">Only replies to others.</param>
/// <param name="OnlyReposts">Only reposts.</param>
/// <param name="OnlyMedia">Only posts with media.</param>
/// <param name="OnlyPinned">Only those pinned to the profile, the last pinned first.</param>
/// <param name="Tag">Only those with this tag, in its comparable form.</param>
public sealed record AccountPostsFilter(
    bool ExcludeReplies = false,
    bool ExcludeReposts = false,
    bool OnlyReplies = false,
    bool OnlyReposts = false,
    bool OnlyMedia = false,
    bool OnlyPinned = false,
    string? Tag = null
);

/// <summary>What one account posted: the profile.</summary>
public sealed class AccountTimeline(IDbContextFactory<WeftDb> contexts, PostReader reader)
{
    /// <summary>The account's posts that the viewer may see. Muting does not count here: who opens a profile wants to see it.</summary>
    public async Task<Page<PostView>> ReadAsync(
        long accountId,
        AccountPostsFilter filter,
        long? viewerId,
        PageRequest request,
        CancellationToken cancellation
    )
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> posts = Filtered(db, accountId, filter).VisibleTo(db, viewerId);
        if (!filter.OnlyPinned)
        {
            return await reader.PageAsync(posts, viewerId, request, cancellation);
        }

        List<long> pinned = await posts
            .OrderByDescending(p => p.PinnedAt)
            .ThenByDescending(p => p.Id)
            .Select(p => p.Id)
            .Take(request.Limit)
            .ToListAsync(cancellation);
        return new Page<PostView>(await reader.ReadAsync(pinned, viewerId, cancellation), null, null, false);
    }

    private static IQueryable<Post> Filtered(WeftDb db, long accountId, AccountPostsFilter filter)
    {
        IQueryable<Post> posts = db.Posts.Where(p => p.AuthorId == accountId);
        if (filter.ExcludeReplies)
        {
            posts = posts.Where(p => p.InReplyToId == null || p.InReplyToAccountId == accountId);
        }

        if (filter.OnlyReplies)
        {
            posts = posts.Where(p => p.InReplyToId != null && p.InReplyToAccountId != accountId);
        }

        if (filter.ExcludeReposts || filter.OnlyPinned || filter.OnlyMedia)
        {
            posts = posts.Where(p => p.RepostOfId == null);
        }

        if (filter.OnlyReposts)
        {
            posts = posts.Where(p => p.RepostOfId != null);
        }

        if (filter.OnlyPinned)
        {
            posts = posts.Where(p => p.PinnedAt != null);
        }

        if (filter.OnlyMedia)
        {
            posts = posts.Where(p => p.MediaCount > 0);
        }

        return filter.Tag is { } tag ? posts.Where(p => db.PostTags.Any(t => t.PostId == p.Id && t.Name == tag)) : posts;
    }
}
