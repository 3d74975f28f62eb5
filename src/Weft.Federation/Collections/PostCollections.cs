using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Presenting;

namespace Weft.Federation.Collections;

/// <summary>
/// What hangs on a post: the replies to it, by their ids, so that others can complete the thread; and how many like and
/// repost it, without names.
/// </summary>
public sealed class PostCollections(IDbContextFactory<WeftDb> contexts, PostReader reader, PresentedNotes names, LocalAddresses addresses)
{
    private const int PageSize = 40;

    /// <summary>A collection of the post without its entries.</summary>
    /// <param name="post">A post of this server.</param>
    /// <param name="kind"><see cref="LocalKind.Replies"/>, <see cref="LocalKind.Likes"/> or <see cref="LocalKind.Shares"/>.</param>
    public byte[] Write(PostModel post, LocalKind kind)
    {
        ArgumentNullException.ThrowIfNull(post);
        string id = addresses.Of(kind, post.Author.Username, post.Id);
        return kind switch
        {
            LocalKind.Replies => CollectionJson.Whole(id, post.RepliesCount, id + "?page=true"),
            LocalKind.Likes => CollectionJson.Whole(id, post.LikesCount, first: null),
            _ => CollectionJson.Whole(id, post.RepostsCount, first: null),
        };
    }

    /// <summary>One page of the replies that everyone may see, the oldest first.</summary>
    /// <param name="post">A post of this server.</param>
    /// <param name="minId">Only those after this; the page tells it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<byte[]> WriteRepliesAsync(PostModel post, long? minId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        long postId = post.Id;
        long above = minId ?? 0;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<long> ids = await db
            .Posts.Where(p => p.InReplyToId == postId && p.Id > above)
            .VisibleTo(db, viewerId: null)
            .OrderBy(p => p.Id)
            .Select(p => p.Id)
            .Take(PageSize)
            .ToListAsync(cancellation);
        IReadOnlyList<PostView> replies = await reader.ReadAsync(ids, viewerId: null, cancellation);
        string id = addresses.Of(LocalKind.Replies, post.Author.Username, post.Id);
        return CollectionJson.Page(
            id + Query(minId),
            id,
            [.. replies.Select(reply => Inlay.FromString(names.IdOf(reply.Post)))],
            ids.Count == PageSize ? id + Query(ids[^1]) : null
        );
    }

    private static string Query(long? minId) =>
        minId is null ? "?page=true" : string.Create(CultureInfo.InvariantCulture, $"?min_id={minId}&page=true");
}
