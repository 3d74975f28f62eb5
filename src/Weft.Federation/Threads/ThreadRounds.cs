using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Federation.Threads;

/// <summary>Completes the threads that somebody looks at, some at once.</summary>
internal sealed partial class ThreadRounds(ThreadsWanted wanted, ReadThread read, ILogger<ThreadRounds> log) : BackgroundService
{
    private const int AtOnce = 3;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ReadAsync(stoppingToken)));

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await foreach (ThreadReading reading in wanted.Waiting.ReadAllAsync(cancellation))
        {
            try
            {
                await read.RunAsync(reading, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // One thread stays as it was; the others are read.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault, reading.PostId);
            }
            finally
            {
                reading.Finish();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The thread of post {PostId} could not be completed")]
    private partial void LogFailed(Exception fault, long postId);
}
