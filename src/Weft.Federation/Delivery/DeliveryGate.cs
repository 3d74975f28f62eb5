namespace Weft.Federation.Delivery;

/// <summary>
/// How much is on its way at once. Servers that failed lately or have never answered share a few places of their own: while
/// they are waited for they take none from those who answer.
/// </summary>
public sealed class DeliveryGate(TimeProvider clock) : IDisposable
{
    private const int MostAnswering = 1_024;

    /// <summary>So many servers that are being served leave the rest of the machine to others.</summary>
    internal const int Few = 16;

    /// <summary>How long those who may keep somebody waiting wait themselves at most, or a step longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim answering = new(MostAnswering);
    private readonly SemaphoreSlim doubtful = new(128);
    private int served;

    /// <summary>Sends one delivery when there is a place.</summary>
    public Task<T> SendAsync<T>(Func<Task<T>> send, CancellationToken cancellation) => PassAsync(answering, send, cancellation);

    /// <summary>Does all that is to be done for a server that may keep somebody waiting, when there is a place.</summary>
    public Task<bool> DoubtAsync(Func<Task<bool>> drain, CancellationToken cancellation) => PassAsync(doubtful, drain, cancellation);

    /// <summary>Counts a server as being served, with all that is read and written for it, until the answer is disposed.</summary>
    internal IDisposable Serve() => new Service(this);

    /// <summary>Whether more than a few servers are being served.</summary>
    private bool IsBusy => Volatile.Read(ref served) > Few;

    /// <summary>Waits a moment, and then until only few servers are being served, but not for long.</summary>
    /// <returns>Whether only few are.</returns>
    public async Task<bool> FewAsync(CancellationToken cancellation)
    {
        long begun = clock.GetTimestamp();
        do
        {
            await Task.Delay(Step, clock, cancellation);
        } while (IsBusy && clock.GetElapsedTime(begun) < Longest);

        return !IsBusy;
    }

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

    private sealed class Service : IDisposable
    {
        private readonly DeliveryGate gate;

        public Service(DeliveryGate gate)
        {
            this.gate = gate;
            Interlocked.Increment(ref gate.served);
        }

        public void Dispose() => Interlocked.Decrement(ref gate.served);
    }
}
