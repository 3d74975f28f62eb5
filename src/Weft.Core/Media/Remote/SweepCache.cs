using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>
/// Holds the cache's rows and files together, whatever happened: files that no row knows go, rows whose files are gone go,
/// and what could not be had and nobody asks for any more is forgotten.
/// </summary>
internal sealed class SweepCache(
    IDbContextFactory<WeftDb> contexts,
    IWriter writer,
    PictureCache cache,
    CacheFiles store,
    TimeProvider clock
)
{
    private const int Batch = 200;
    private static readonly TimeSpan WholeEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(7);

    private DateTimeOffset? wholeAt;

    /// <summary>Removes what is on its way out; at the first time and once a day all else too.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await cache.RemoveLeftAsync(cancellation);
        DateTimeOffset now = clock.GetUtcNow();
        if (wholeAt is null || now - wholeAt >= WholeEvery)
        {
            await RunWholeAsync(now, cancellation);
            wholeAt = now;
        }
    }

    private async Task RunWholeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (string[] keys in store.Keys().Chunk(Batch))
        {
            // A row is written before its files come, so that what has no row now is nobody's.
            await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
            List<string> known = await db.CachedPictures.Where(p => keys.Contains(p.Key)).Select(p => p.Key).ToListAsync(cancellation);
            foreach (string key in keys.Except(known).Where(MediaPaths.IsKey))
            {
                await store.Files.RemoveAsync(key, cancellation);
            }
        }

        await ForgetAsync(now, cancellation);
    }

    private async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        List<string> kept;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            kept = await db.CachedPictures.Where(p => p.State == PictureState.Kept).Select(p => p.Key).ToListAsync(cancellation);
        }

        foreach (string[] lost in kept.Where(key => !store.Has(key)).Chunk(Batch))
        {
            await writer.RunAsync<int>(
                async work =>
                    await work
                        .Db.CachedPictures.Where(p => lost.Contains(p.Key) && p.State == PictureState.Kept)
                        .ExecuteDeleteAsync(cancellation),
                cancellation
            );
        }

        DateTimeOffset old = now - ForgetAfter;
        await writer.RunAsync<int>(
            async work =>
                await work
                    .Db.CachedPictures.Where(p => p.State == PictureState.Failing || p.State == PictureState.Refused)
                    .Where(p => p.SeenAt < old)
                    .ExecuteDeleteAsync(cancellation),
            cancellation
        );
    }
}
