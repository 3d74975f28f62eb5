using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Storage;

namespace Weft.Federation.Inbox;

/// <summary>Removes, every hour, the notes of activities that nobody sends again.</summary>
internal sealed partial class ForgetReceived(IWriter writer, TimeProvider clock, ILogger<ForgetReceived> log) : BackgroundService
{
    /// <summary>Longer than the most patient server goes on sending.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(14);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes what is old enough; answers how many there were.</summary>
    public Task<Outcome<int>> RunOnceAsync(CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work =>
            {
                DateTimeOffset old = work.Now - Memory;
                await work.Db.ForeignUris.Where(u => u.GoneAt != null && u.GoneAt <= old).ExecuteDeleteAsync(cancellation);
                return await work.Db.ReceivedActivities.Where(a => a.ReceivedAt <= old).ExecuteDeleteAsync(cancellation);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old notes of activities stay until the database can be written again")]
    private partial void LogLater(Exception fault);
}
