using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>Turns queries of posts into pages, by keyset.</summary>
internal static class PostPages
{
    /// <summary>The page of posts that the request asks for, paged by the posts' own ids.</summary>
    public static async Task<Page<PostView>> PageAsync(
        this PostReader reader,
        IQueryable<Post> posts,
        long? viewerId,
        PageRequest request,
        CancellationToken cancellation
    )
    {
        List<long> ids = await posts.Select(p => p.Id).Keyset(request).ToListAsync(cancellation);
        if (request.Upwards)
        {
            ids.Reverse();
        }

        return await PageAsync(reader, ids, ids, viewerId, request, cancellation);
    }

    /// <summary>The page of posts with these ids, paged by other keys: those of the likes or bookmarks that list them.</summary>
    public static async Task<Page<PostView>> PageAsync(
        this PostReader reader,
        IReadOnlyList<long> ids,
        IReadOnlyList<long> keys,
        long? viewerId,
        PageRequest request,
        CancellationToken cancellation
    ) =>
        ids.Count == 0
            ? new Page<PostView>([], null, null, false)
            : new Page<PostView>(await reader.ReadAsync(ids, viewerId, cancellation), keys[0], keys[^1], keys.Count == request.Limit);

    /// <summary>Keeps the keys of the page, in the order in which the database is to read them.</summary>
    public static IQueryable<long> Keyset(this IQueryable<long> keys, PageRequest request)
    {
        long above = request.Above;
        long below = request.Below;
        IQueryable<long> within = keys.Where(k => k > above && k < below);
        return (request.Upwards ? within.OrderBy(k => k) : within.OrderByDescending(k => k)).Take(request.Limit);
    }
}
