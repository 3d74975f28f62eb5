namespace Weft.Federation.Delivery;

/// <summary>
/// How much is on its way at once. Servers that failed lately or have never answered share a few places of their own: while
/// they are waited for they take none from those who answer, and little is signed for them meanwhile.
/// </summary>
public sealed class DeliveryGate : IDisposable
{
    private readonly SemaphoreSlim answering = new(1_024);
    private readonly SemaphoreSlim doubtful = new(128);

    /// <summary>Sends when there is a place.</summary>
    /// <param name="isDoubtful">Whether the server may keep somebody waiting.</param>
    /// <param name="send">What to do.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<T> PassAsync<T>(bool isDoubtful, Func<Task<T>> send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(send);
        SemaphoreSlim places = isDoubtful ? doubtful : answering;
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
        doubtful.Dispose();
    }
}
