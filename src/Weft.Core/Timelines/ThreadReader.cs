using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>A post's surroundings for one viewer.</summary>
/// <param name="Ancestors">What it answers, the first post of the conversation first.</param>
/// <param name="Descendants">What answers it, depth first: each reply before the next one's sibling.</param>
public sealed record PostThread(IReadOnlyList<PostView> Ancestors, IReadOnlyList<PostView> Descendants);

/// <summary>Reads threads: what is before and after a post, as far as the viewer may and wants to see it.</summary>
public sealed class ThreadReader(IDbContextFactory<WeftDb> contexts, PostReader reader, TimeProvider clock)
{
    /// <summary>How many posts each way at most.</summary>
    public const int Limit = 4_096;

    /// <summary>How many posts each way somebody who is not logged in gets at most.</summary>
    public const int VisitorsLimit = 60;

    /// <summary>The thread around the post, of which the caller has made sure that the viewer may see it.</summary>
    public async Task<PostThread> ReadAsync(PostModel post, long? viewerId, CancellationToken cancellation)
    {
        int limit = viewerId is null ? VisitorsLimit : Limit;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<long> ancestors = post.InReplyToId is long answered ? await AncestorsAsync(db, answered, viewerId, limit, cancellation) : [];
        List<long> descendants = await DescendantsAsync(db, post, viewerId, limit, cancellation);
        IReadOnlyList<PostView> views = await reader.ReadAsync([.. ancestors, .. descendants], viewerId, cancellation);
        Dictionary<long, PostView> byId = views.ToDictionary(v => v.Post.Id);
        return new PostThread(Pick(ancestors, byId), Pick(descendants, byId));
    }

    private async Task<List<long>> AncestorsAsync(WeftDb db, long answered, long? viewerId, int limit, CancellationToken cancellation)
    {
        IQueryable<Post> chain = db.Posts.FromSql(
            $"""
            WITH RECURSIVE "chain" ("Id", "Depth") AS (
                SELECT {answered}, 1
                UNION ALL
                SELECT p."InReplyToId", c."Depth" + 1 FROM "chain" c JOIN "Posts" p ON p."Id" = c."Id"
                WHERE p."InReplyToId" IS NOT NULL AND c."Depth" < {limit}
            )
            SELECT p.* FROM "Posts" p JOIN "chain" c ON c."Id" = p."Id"
            """
        );
        // A reply is always younger than what it answers, so the order of ids is the order of the thread.
        return await chain.WantedBy(db, viewerId, Moment.Now(clock)).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancellation);
    }

    private async Task<List<long>> DescendantsAsync(WeftDb db, PostModel root, long? viewerId, int limit, CancellationToken cancellation)
    {
        long rootId = root.Id;
        IQueryable<Post> tree = db.Posts.FromSql(
            $"""
            WITH RECURSIVE "tree" ("Id", "Depth") AS (
                SELECT p."Id", 1 FROM "Posts" p WHERE p."InReplyToId" = {rootId}
                UNION ALL
                SELECT p."Id", t."Depth" + 1 FROM "tree" t JOIN "Posts" p ON p."InReplyToId" = t."Id" WHERE t."Depth" < {limit}
            )
            SELECT p.* FROM "Posts" p WHERE p."Id" IN (SELECT "Id" FROM "tree" LIMIT {limit})
            """
        );
        // All of the tree is read, since a reply that the viewer may see can stand under one that the viewer may not.
        var all = await tree.Select(p => new
            {
                p.Id,
                Parent = p.InReplyToId!.Value,
                p.AuthorId,
                IsHeld = p.Consent != Consent.Given,
            })
            .ToListAsync(cancellation);
        HashSet<long> wanted = await tree.WantedBy(db, viewerId, Moment.Now(clock)).Select(p => p.Id).ToHashSetAsync(cancellation);
        ILookup<long, long> children = all.OrderBy(p => p.Parent == rootId && p.AuthorId == root.Author.Id ? 0 : 1)
            .ThenBy(p => p.Id)
            .ToLookup(p => p.Parent, p => p.Id);

        // What answers a reply that was not let stand is hidden with it.
        HashSet<long> closed = [.. all.Where(p => p.IsHeld && !wanted.Contains(p.Id)).Select(p => p.Id)];
        List<long> order = [];
        Stack<long> open = new(children[rootId].Reverse());
        while (open.TryPop(out long id))
        {
            if (closed.Contains(id))
            {
                continue;
            }

            if (wanted.Contains(id))
            {
                order.Add(id);
            }

            foreach (long child in children[id].Reverse())
            {
                open.Push(child);
            }
        }

        return order;
    }

    private static List<PostView> Pick(List<long> ids, Dictionary<long, PostView> byId) =>
        [.. ids.Select(id => byId.GetValueOrDefault(id)).OfType<PostView>()];
}
