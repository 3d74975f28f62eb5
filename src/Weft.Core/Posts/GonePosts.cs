using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Finds what is left of deleted posts of this server.</summary>
public sealed class GonePosts(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>That it was deleted; null when there was no such post, or not for everyone.</summary>
    public async Task<GonePost?> FindAsync(long id, CancellationToken cancellation)
    {
        int shard = SnowflakeId.ShardOf(id);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.GonePosts.AsNoTracking().FirstOrDefaultAsync(g => g.Id == id && g.Shard == shard, cancellation);
    }
}
