namespace Weft.Core.Media;

/// <summary>
/// Uploads that wait to be made ready, in this process. Accounts take turns, so that one's twenty photos don't hold up
/// another's one. What waits is in the database too, and is put here again when a process starts.
/// </summary>
public sealed class WaitingMedia : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Queue<long>> waiting = [];
    private readonly Queue<long> turns = [];
    private readonly SemaphoreSlim filled = new(0);
    private readonly Dictionary<long, TaskCompletionSource> ends = [];

    /// <summary>Puts an upload at the end of its account's line.</summary>
    public void Add(long accountId, long id)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(accountId, out Queue<long>? line))
            {
                waiting[accountId] = line = [];
                turns.Enqueue(accountId);
            }

            line.Enqueue(id);
        }

        filled.Release();
    }

    /// <summary>The next upload, from the account whose turn it is; waits for one.</summary>
    public async Task<long> TakeAsync(CancellationToken cancellation)
    {
        await filled.WaitAsync(cancellation);
        lock (gate)
        {
            long accountId = turns.Dequeue();
            Queue<long> line = waiting[accountId];
            long id = line.Dequeue();
            if (line.Count > 0)
            {
                turns.Enqueue(accountId);
            }
            else
            {
                waiting.Remove(accountId);
            }

            return id;
        }
    }

    /// <summary>Says, before it is added, that somebody will wait for its end.</summary>
    public Task Watch(long id)
    {
        lock (gate)
        {
            if (!ends.TryGetValue(id, out TaskCompletionSource? end))
            {
                ends[id] = end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return end.Task;
        }
    }

    /// <summary>Says that an upload is ready or broken.</summary>
    public void End(long id)
    {
        lock (gate)
        {
            if (ends.Remove(id, out TaskCompletionSource? end))
            {
                end.SetResult();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => filled.Dispose();
}
