using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Federation.Synchronization;

/// <summary>Compares followers as other servers ask for it, one after the other.</summary>
internal sealed partial class SynchronizationRounds(SynchronizeFollowers synchronize, ILogger<SynchronizationRounds> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Offer offer in synchronize.Offers.ReadAllAsync(stoppingToken))
        {
            try
            {
                await synchronize.RunAsync(offer.Author, offer.Header, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next post for followers brings the same question again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault, offer.Author.Uri);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Comparing the followers of {Actor} failed; the next post for followers brings it up again"
    )]
    private partial void LogFailed(Exception fault, string actor);
}
