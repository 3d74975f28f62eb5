namespace Weft.Federation.Delivery;

/// <summary>
/// How much is on its way at once. Servers that failed lately share a few places of their own: while they are waited for
/// they take none from those who answer.
/// </summary>
public sealed class DeliveryGate : IDisposable
{
    private readonly SemaphoreSlim answering = new(1_024);
    private readonly SemaphoreSlim failing = new(128);

    /// <summary>Sends when there is a place.</summary>
    /// <param name="failed">Whether the server failed last time.</param>
    /// <param name="send">What to do.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<T> PassAsync<T>(bool failed, Func<Task<T>> send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(send);
        SemaphoreSlim places = failed ? failing : answering;
        await places.WaitAsync(cancellation);
        try
        {
            return await send();
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        answering.Dispose();
        failing.Dispose();
    }
}
