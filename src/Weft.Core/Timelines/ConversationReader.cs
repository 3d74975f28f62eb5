using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>Reads all that was said in a conversation, in the order in which it was said.</summary>
public sealed class ConversationReader(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>How many posts of a conversation are looked at.</summary>
    public const int Limit = 4_096;

    /// <summary>The ids of a part of the conversation as everyone may see it, the oldest first; its first post is in it.</summary>
    /// <param name="firstPostId">The conversation's first post.</param>
    /// <param name="above">Only those after this.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<long>> ReadAsync(long firstPostId, long above, int count, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> tree = db.Posts.FromSql(
            $"""
            WITH RECURSIVE "tree" ("Id", "Depth") AS (
                SELECT {firstPostId}, 1
                UNION ALL
                SELECT p."Id", t."Depth" + 1 FROM "tree" t JOIN "Posts" p ON p."InReplyToId" = t."Id" WHERE t."Depth" < {Limit}
            )
            SELECT p.* FROM "Posts" p WHERE p."Id" IN (SELECT "Id" FROM "tree" LIMIT {Limit})
            """
        );
        return await tree.Where(p => p.Id > above)
            .VisibleTo(db, viewerId: null)
            .OrderBy(p => p.Id)
            .Select(p => p.Id)
            .Take(count)
            .ToListAsync(cancellation);
    }
}
