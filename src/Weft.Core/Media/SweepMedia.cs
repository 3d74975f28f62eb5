using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Media.Files;
using Weft.Core.Media.Remote;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>
/// Removes what nothing shows: files of deleted posts as soon as they are discarded, uploads that were not posted within
/// a day, and what processes that died left in the folders.
/// </summary>
internal sealed partial class SweepMedia(
    IDbContextFactory<WeftDb> contexts,
    IDialect dialect,
    IWriter writer,
    IMediaFiles files,
    MediaFolder folder,
    DiscardedSignal discarded,
    TimeProvider clock,
    ILogger<SweepMedia> log,
    SweepCache? cache = null
) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Removes all that can go now; answers how many media there were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        await writer.RunAsync<int>(
            async work =>
            {
                DateTimeOffset old = work.Now - MediaLimits.UnattachedFor;
                return await work
                    .Db.Media.Where(m => m.PostId == null && m.UnattachedAt <= old && m.State != MediaState.Discarded)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Discarded), cancellation);
            },
            cancellation
        );
        SweepFolders();
        int removed = 0;
        for (int found = Batch; found == Batch; removed += found)
        {
            found = await RemoveSomeAsync(cancellation);
        }

        if (cache is not null)
        {
            await cache.RunAsync(cancellation);
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception fault)
                when (fault is StorageUnavailableException or IOException or UnauthorizedAccessException || dialect.IsUnavailable(fault))
            {
                LogLater(fault);
            }

            using CancellationTokenSource pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            Task tick = Task.Delay(Interval, clock, pause.Token);
            await Task.WhenAny(tick, discarded.Wake.WaitToReadAsync(pause.Token).AsTask());
            stoppingToken.ThrowIfCancellationRequested();
            await pause.CancelAsync();
            discarded.Wake.TryRead(out _);
        }
    }

    /// <summary>Files first, rows second: what stays half removed is found again.</summary>
    private async Task<int> RemoveSomeAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var gone = await db
            // The first half names the index.
            .Media.Where(m => m.State != MediaState.Ready && m.State == MediaState.Discarded)
            .OrderBy(m => m.Id)
            .Take(Batch)
            .Select(m => new
            {
                m.Id,
                m.Key,
                m.PreviewKey,
            })
            .ToListAsync(cancellation);
        foreach (var media in gone)
        {
            await files.RemoveAsync(media.Key, cancellation);
            if (media.PreviewKey is { } chosen)
            {
                await files.RemoveAsync(chosen, cancellation);
            }

            File.Delete(folder.Incoming(media.Key));
        }

        if (gone.Count > 0)
        {
            long[] ids = [.. gone.Select(m => m.Id)];
            await writer.RunAsync<int>(
                async work => await work.Db.Media.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(cancellation),
                cancellation
            );
        }

        return gone.Count;
    }

    private void SweepFolders()
    {
        DateTime old = (clock.GetUtcNow() - MediaLimits.UnattachedFor - MediaLimits.UnattachedFor).UtcDateTime;
        foreach (FileInfo file in folder.AllIncoming().Where(f => f.LastWriteTimeUtc < old))
        {
            file.Delete();
        }

        foreach (DirectoryInfo work in folder.AllScratch().Where(d => d.LastWriteTimeUtc < old))
        {
            work.Delete(recursive: true);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Media that nothing shows stay for now")]
    private partial void LogLater(Exception fault);
}
