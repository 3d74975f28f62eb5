using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Federation.Delivery;

/// <summary>Spreads the outbox as it fills, and has the servers woken that there is something for.</summary>
public sealed partial class OutboxSpreader(
    SpreadOutbox spread,
    OutboxNoted noted,
    HostWaker waker,
    TimeProvider clock,
    ILogger<OutboxSpreader> log
) : BackgroundService
{
    /// <summary>How often to look for what this process was not told of.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SpreadAllAsync(stoppingToken);
                await noted.WaitAsync(Rounds, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the entries are still there, and the next round tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault);
                await Task.Delay(Rounds, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SpreadAllAsync(CancellationToken cancellation)
    {
        Spread step;
        do
        {
            step = await spread.RunAsync(cancellation);
            await waker.WakeAsync(step.Hosts, cancellation);
        } while (step.Entries == SpreadOutbox.BatchSize);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Spreading the outbox failed; nothing is lost, and it is tried again")]
    private partial void LogFailed(Exception fault);
}
