using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Finds whom a text mentions.</summary>
internal static class PostMentionLookup
{
    /// <summary>
    /// The ids of the mentioned accounts: those that exist and that the author does not block. Somebody who blocks the
    /// author stays mentioned, but is not told, so that the author learns nothing from it.
    /// </summary>
    public static async Task<IReadOnlyList<long>> FindAsync(
        WeftDb db,
        long authorId,
        IReadOnlyList<string> names,
        CancellationToken cancellation
    )
    {
        if (names.Count == 0)
        {
            return [];
        }

        IQueryable<ShutOut> shut = db.ShutOut();
        return await db
            .Handles.Where(h =>
                names.Contains(h.Name)
                && h.RetiredAt == null
                && !db.Blocks.Any(b => b.AccountId == authorId && b.TargetId == h.AccountId)
                && !shut.Any(s => s.AccountId == authorId && s.TargetId == h.AccountId)
            )
            .Select(h => h.AccountId)
            .ToListAsync(cancellation);
    }
}
