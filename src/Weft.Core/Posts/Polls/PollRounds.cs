using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Polls;

/// <summary>Looks, every five seconds, for polls that there is something to tell of.</summary>
internal sealed partial class PollRounds(TellPolls tell, TimeProvider clock, ILogger<PollRounds> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tell.RunAsync(stoppingToken);
            }
            catch (StorageUnavailableException fault)
            {
                LogLater(fault);
            }
            catch (System.Data.Common.DbException fault)
            {
                LogLater(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is to be told of polls waits until the database can be reached again")]
    private partial void LogLater(Exception fault);
}
