using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Removes, every ten minutes, the keys that no longer answer for a post.</summary>
internal sealed partial class ForgetIdempotencyKeys(IWriter writer, TimeProvider clock, ILogger<ForgetIdempotencyKeys> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Removes what is old enough; answers how many there were.</summary>
    public Task<Outcome<int>> RunOnceAsync(CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work =>
            {
                DateTimeOffset old = work.Now - PostIdempotency.Memory;
                return await work.Db.IdempotencyKeys.Where(k => k.CreatedAt <= old).ExecuteDeleteAsync(cancellation);
            },
            cancellation
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (StorageUnavailableException fault)
            {
                LogLater(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old idempotency keys stay until the database can be written again")]
    private partial void LogLater(Exception fault);
}
