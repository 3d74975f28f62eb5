using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core;

namespace Weft.Federation.CatchingUp;

/// <summary>
/// Gives signs of life, and reads outboxes when it is time. Begins when this server answers, since others ask it for the
/// key of who reads.
/// </summary>
internal sealed partial class CatchUpRounds(
    PlanReadings plan,
    CatchUp catchUp,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<CatchUpRounds> log
) : BackgroundService
{
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Plans = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration starts = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        DateTimeOffset planned = DateTimeOffset.MinValue;
        Task reading = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (planned + Plans <= clock.GetUtcNow())
                {
                    bool isStart = planned == DateTimeOffset.MinValue;
                    Outcome<TimeSpan?> away = await plan.PlanAsync(isStart, stoppingToken);
                    planned = clock.GetUtcNow();
                    if (away.Value is { } time)
                    {
                        LogAway(time);
                    }
                }
                else
                {
                    await plan.LiveAsync(stoppingToken);
                }

                // A slow server must not keep the signs of life waiting.
                if (reading.IsCompleted)
                {
                    reading = ReadAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever it was, the rows are still there, and the next round tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault);
            }

            await Task.Delay(Rounds, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            while (await catchUp.RunAsync(cancellation) == CatchUp.BatchSize)
            {
                // There may be more.
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was not read is read after the next start.
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(fault);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "This server was away for {Time}: the outboxes of those whom its people follow are read"
    )]
    private partial void LogAway(TimeSpan time);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading outboxes failed; it is tried again")]
    private partial void LogFailed(Exception fault);
}
