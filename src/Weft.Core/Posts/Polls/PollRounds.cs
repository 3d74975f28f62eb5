using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the rows are still there, and the next round tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogLater(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling of polls failed; it is tried again")]
    private partial void LogLater(Exception fault);
}
