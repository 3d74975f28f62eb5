namespace Weft.Federation.Delivery;

/// <summary>
/// How much is on its way at once. Servers that failed lately or have never answered share a few places of their own: while
/// they are waited for they take none from those who answer, and little is read and signed for them meanwhile.
/// </summary>
public sealed class DeliveryGate : IDisposable
{
    private readonly SemaphoreSlim answering = new(1_024);
    private readonly SemaphoreSlim doubtful = new(128);

    /// <summary>Sends one delivery when there is a place.</summary>
    public Task<T> SendAsync<T>(Func<Task<T>> send, CancellationToken cancellation) => PassAsync(answering, send, cancellation);

    /// <summary>Does all that is to be done for a server that may keep somebody waiting, when there is a place.</summary>
    public Task<bool> DoubtAsync(Func<Task<bool>> drain, CancellationToken cancellation) => PassAsync(doubtful, drain, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        answering.Dispose();
        doubtful.Dispose();
    }

    private static async Task<T> PassAsync<T>(SemaphoreSlim places, Func<Task<T>> act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(act);
        await places.WaitAsync(cancellation);
        try
        {
            return await act();
        }
        finally
        {
            places.Release();
        }
    }
}
