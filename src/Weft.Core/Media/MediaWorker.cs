using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>
/// Makes uploads ready, as many at once as there are processors, two at most, and one video beside them: more would not
/// be faster and take more memory. At its start it takes up what the process before it left.
/// </summary>
internal sealed partial class MediaWorker(
    IDbContextFactory<WeftDb> contexts,
    IDialect dialect,
    WaitingMedia queue,
    ProcessMediaHandler process,
    TimeProvider clock,
    ILogger<MediaWorker> log
) : BackgroundService
{
    private static readonly int AtOnce = Math.Clamp(Environment.ProcessorCount, 1, 2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Puts into the queue what waits in the database.</summary>
    public async Task TakeUpAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var left = await db
            // Names the index.
            .Media.Where(m => m.State != MediaState.Ready)
            .Where(m => m.State == MediaState.Uploaded || m.State == MediaState.Processing)
            .OrderBy(m => m.Id)
            .Select(m => new
            {
                m.AccountId,
                m.Id,
                m.Format,
            })
            .ToListAsync(cancellation);
        foreach (var upload in left)
        {
            queue.Add(upload.AccountId, upload.Id, upload.Format);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await RetryAsync(() => TakeUpAsync(stoppingToken), stoppingToken);
        IEnumerable<Task> photos = Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(queue.TakeAsync, stoppingToken));
        await Task.WhenAll(photos.Append(WorkOnFilmsAsync(stoppingToken)));
    }

    private async Task WorkAsync(Func<CancellationToken, Task<long>> take, CancellationToken cancellation)
    {
        while (true)
        {
            await FinishAsync(await take(cancellation), cancellation);
        }
    }

    private async Task WorkOnFilmsAsync(CancellationToken cancellation)
    {
        while (true)
        {
            FilmTurn turn = await queue.TakeFilmAsync(cancellation);
            await (turn.Other is { } other ? other(cancellation) : FinishAsync(turn.Id, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task FinishAsync(long id, CancellationToken cancellation)
    {
        bool done = false;
        while (!done)
        {
            await RetryAsync(async () => done = await process.RunAsync(id, cancellation), cancellation);
            if (!done)
            {
                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }

    /// <summary>Waits for a database that is away. What else goes wrong with one upload does not end the work on others.</summary>
    private async Task RetryAsync(Func<Task> act, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception fault) when (fault is StorageUnavailableException || dialect.IsUnavailable(fault))
            {
                LogWaits(fault);
                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Media wait until the database can be reached again")]
    private partial void LogWaits(Exception fault);
}
