using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>How much room pictures of other servers may take.</summary>
/// <param name="Limit">In bytes.</param>
public sealed record PictureCacheLimit(long Limit)
{
    /// <summary>5 GB.</summary>
    public static PictureCacheLimit Usual { get; } = new(5L * 1024 * 1024 * 1024);
}

/// <summary>
/// Counts the bytes of the cache and makes room in it. A row says that its files go before they do, and is removed after
/// them. Whoever calls sees to it that nobody else changes files meanwhile.
/// </summary>
internal sealed class PictureRoom(IDbContextFactory<WeftDb> contexts, IWriter writer, CacheFiles store, PictureCacheLimit limit)
{
    private const int Batch = 50;

    /// <summary>Bytes that count.</summary>
    public async Task<long> BytesAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.CachedPictures.SumAsync(p => p.Bytes, cancellation);
    }

    /// <summary>Lets go of as much as is needed for so many bytes more.</summary>
    /// <returns>False when there is no room for so many.</returns>
    public async Task<bool> MakeAsync(long bytes, CancellationToken cancellation)
    {
        if (bytes > limit.Limit)
        {
            return false;
        }

        while (true)
        {
            long over = await BytesAsync(cancellation) + bytes - limit.Limit;
            if (over <= 0)
            {
                return true;
            }

            await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
            List<CachedPicture> oldest = await db
                .CachedPictures.AsNoTracking()
                .Where(p => p.State >= PictureState.Coming)
                // What is on its way out anyway, and then what nobody looked at for longest.
                .OrderByDescending(p => p.State == PictureState.Going)
                .ThenBy(p => p.SeenAt)
                .Take(Batch)
                .ToListAsync(cancellation);
            if (oldest.Count == 0)
            {
                return false;
            }

            long freed = 0;
            await RemoveAsync([.. oldest.TakeWhile(p => (freed += p.Bytes) - p.Bytes < over)], cancellation);
        }
    }

    /// <summary>Some of those that are on their way in or out.</summary>
    public async Task<List<CachedPicture>> LeftAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .CachedPictures.AsNoTracking()
            .Where(p => p.State == PictureState.Coming || p.State == PictureState.Going)
            .Take(Batch)
            .ToListAsync(cancellation);
    }

    /// <summary>Says so, removes the files, and then the rows.</summary>
    public async Task RemoveAsync(List<CachedPicture> pictures, CancellationToken cancellation)
    {
        string[] keys = [.. pictures.Select(p => p.Key)];
        await writer.RunAsync<int>(
            async work =>
                await work
                    .Db.CachedPictures.Where(p => keys.Contains(p.Key))
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PictureState.Going), cancellation),
            cancellation
        );
        foreach (string key in keys)
        {
            await store.Files.RemoveAsync(key, cancellation);
        }

        await writer.RunAsync<int>(
            async work => await work.Db.CachedPictures.Where(p => keys.Contains(p.Key)).ExecuteDeleteAsync(cancellation),
            cancellation
        );
    }
}
