using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Remote;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>How much room media take.</summary>
/// <param name="Own">Bytes of what people here uploaded; portraits and banners are not counted.</param>
/// <param name="Cached">Bytes of pictures of other servers.</param>
/// <param name="Pictures">How many of those there are.</param>
/// <param name="Limit">Bytes that those may have.</param>
public sealed record MediaUsage(long Own, long Cached, int Pictures, long Limit);

/// <summary>Counts from the rows, not from the disk.</summary>
public sealed class MediaUsageReader(IDbContextFactory<WeftDb> contexts, PictureCacheLimit limit)
{
    /// <summary>The figures of now. Scans all media.</summary>
    public async Task<MediaUsage> ReadAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return new MediaUsage(
            await db.Media.SumAsync(m => m.Bytes, cancellation),
            await db.CachedPictures.SumAsync(p => p.Bytes, cancellation),
            await db.CachedPictures.CountAsync(p => p.State == PictureState.Kept, cancellation),
            limit.Limit
        );
    }
}
