using Weft.Core;
using Weft.Core.Outbox;

namespace Weft.Federation.Delivery;

/// <summary>Wakes the <see cref="OutboxSpreader"/> when there is something new in the outbox.</summary>
public sealed class OutboxNoted : IEventListener, IDisposable
{
    private readonly SemaphoreSlim filled = new(0, 1);

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is OutboxFilled && filled.CurrentCount == 0)
        {
            try
            {
                filled.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else has just woken it.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => filled.Dispose();

    /// <summary>Waits until there is something new, but not longer than this.</summary>
    internal async Task WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await filled.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nothing was told; perhaps another process has written something.
        }
    }
}
