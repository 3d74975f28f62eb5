namespace Weft.Core.Timelines;

/// <summary>Bounds how many timelines of this silo read the database at once, so that a restart is a ramp and not a storm.</summary>
public sealed class RebuildGate : IDisposable
{
    private readonly SemaphoreSlim places = new(Math.Max(4, Environment.ProcessorCount * 2));

    /// <summary>Waits for a place, which is given back by disposing the answer.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        await places.WaitAsync();
        return new Place(places);
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
