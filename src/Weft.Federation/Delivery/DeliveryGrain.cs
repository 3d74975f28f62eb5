using Microsoft.Extensions.Logging;

namespace Weft.Federation.Delivery;

/// <summary>Runs <see cref="DrainHost"/> for one server, one run at a time.</summary>
internal sealed partial class DeliveryGrain(DrainHost drain, ILogger<DeliveryGrain> log) : Grain, IDeliveryGrain, IDisposable
{
    private readonly CancellationTokenSource end = new();
    private bool running;
    private bool again;
    private bool heardFrom;

    public async ValueTask WakeAsync(bool heard)
    {
        again = true;
        heardFrom |= heard;
        if (running)
        {
            // Whoever is running looks once more before it ends.
            return;
        }

        running = true;
        try
        {
            while (again && !end.IsCancellationRequested)
            {
                (again, bool thoughtDead) = (false, heardFrom);
                heardFrom = false;
                await drain.RunAsync(this.GetPrimaryKeyString(), thoughtDead, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What was not sent is sent by the next activation.
        }
#pragma warning disable CA1031 // Nobody waits for an answer. The rows are still there, and the next round wakes this grain again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(fault, this.GetPrimaryKeyString());
        }
        finally
        {
            running = false;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => end.CancelAsync();

    public void Dispose() => end.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending to {Host} was interrupted; nothing is lost, and it is tried again")]
    private partial void LogFailed(Exception fault, string host);
}
