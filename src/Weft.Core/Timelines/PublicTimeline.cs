using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>What everyone said in public, and what was said under a tag.</summary>
public sealed class PublicTimeline(IDbContextFactory<WeftDb> contexts, PostReader reader, TimeProvider clock)
{
    /// <summary>Public posts, without reposts and without replies to others.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="request">Which part.</param>
    /// <param name="cancellation">Stops reading.</param>
    public Task<Page<PostView>> ReadAsync(PublicScope scope, long? viewerId, PageRequest request, CancellationToken cancellation) =>
        ReadAsync(scope, onlyMedia: false, viewerId, request, cancellation);

    /// <summary>Public posts, without reposts and without replies to others.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="onlyMedia">Whether only those with photos or videos.</param>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="request">Which part.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<Page<PostView>> ReadAsync(
        PublicScope scope,
        bool onlyMedia,
        long? viewerId,
        PageRequest request,
        CancellationToken cancellation
    )
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> posts = Within(scope, db.Posts.Where(p => p.RepostOfId == null && p.Visibility == Visibility.Public))
            .Where(p => p.InReplyToAccountId == null || p.InReplyToAccountId == p.AuthorId)
            .WantedBy(db, viewerId, Moment.Now(clock));
        return await reader.PageAsync(onlyMedia ? posts.Where(p => p.MediaCount > 0) : posts, viewerId, request, cancellation);
    }

    /// <summary>Public posts with hashtags, replies included.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="request">Which part.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<Page<PostView>> ReadTagsAsync(TagChoice choice, long? viewerId, PageRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> posts = Within(choice.Scope, db.Posts.Where(p => p.Visibility == Visibility.Public));
        foreach (string tag in choice.Any is [string only] ? [only, .. choice.All] : choice.All)
        {
            posts = posts.Where(p => db.PostTags.Any(t => t.Name == tag && t.PostId == p.Id));
        }

        if (choice.Any.Count > 1)
        {
            posts = posts.Where(p => db.PostTags.Any(t => choice.Any.Contains(t.Name) && t.PostId == p.Id));
        }

        if (choice.OnlyMedia)
        {
            posts = posts.Where(p => p.MediaCount > 0);
        }

        if (choice.None.Count > 0)
        {
            posts = posts.Where(p => !db.PostTags.Any(t => choice.None.Contains(t.Name) && t.PostId == p.Id));
        }

        return await reader.PageAsync(posts.WantedBy(db, viewerId, Moment.Now(clock)), viewerId, request, cancellation);
    }

    private static IQueryable<Post> Within(PublicScope scope, IQueryable<Post> posts) =>
        scope switch
        {
            PublicScope.Local => posts.Where(p => p.Uri == null),
            PublicScope.Remote => posts.Where(p => p.Uri != null),
            _ => posts,
        };
}
