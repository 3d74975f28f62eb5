namespace Weft.Core.Media;

/// <summary>
/// Uploads that wait to be made ready, in this process. Accounts take turns, so that one's twenty photos don't hold up
/// another's one, and videos stand in a line of their own, at whose end those of other servers wait. What people here have
/// uploaded is in the database too, and is put here again when a process starts.
/// </summary>
public sealed class WaitingMedia : IDisposable
{
    private readonly Line photos = new();
    private readonly Line films = new();
    private readonly Lock gate = new();
    private readonly Dictionary<long, TaskCompletionSource> ends = [];

    /// <summary>Puts an upload at the end of its account's line.</summary>
    /// <param name="accountId">Whose it is.</param>
    /// <param name="id">The upload.</param>
    /// <param name="format">What it is.</param>
    public void Add(long accountId, long id, MediaFormat format) => (format.IsFilm() ? films : photos).Add(accountId, id);

    /// <summary>The next upload, from the account whose turn it is; waits for one.</summary>
    public async Task<long> TakeAsync(CancellationToken cancellation) => (await photos.TakeAsync(cancellation)).Id;

    /// <summary>
    /// The next video or sound, from the account whose turn it is; one of another server when none of theirs waits; waits
    /// for one.
    /// </summary>
    public Task<FilmTurn> TakeFilmAsync(CancellationToken cancellation) => films.TakeAsync(cancellation);

    /// <summary>Does something when no video of people here waits, by who takes those.</summary>
    /// <param name="work">What; its faults are the answer's.</param>
    /// <param name="cancellation">Gives up, also while it waits.</param>
    internal async Task<T> AfterOwnFilmsAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        TaskCompletionSource<T> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        films.AddLast(async stop =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellation);
            Task<T> run = work(either.Token);
            await Task.WhenAny(run);
            end.SetFromTask(run);
        });
        return await end.Task.WaitAsync(cancellation);
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
    public void Dispose()
    {
        photos.Dispose();
        films.Dispose();
    }

    /// <summary>A line in which accounts take turns.</summary>
    private sealed class Line : IDisposable
    {
        private readonly Lock gate = new();
        private readonly Dictionary<long, Queue<long>> waiting = [];
        private readonly Queue<long> turns = [];
        private readonly Queue<Func<CancellationToken, Task>> last = [];
        private readonly SemaphoreSlim filled = new(0);

        public void Add(long accountId, long id)
        {
            lock (gate)
            {
                if (!waiting.TryGetValue(accountId, out Queue<long>? own))
                {
                    waiting[accountId] = own = [];
                    turns.Enqueue(accountId);
                }

                own.Enqueue(id);
            }

            filled.Release();
        }

        public void AddLast(Func<CancellationToken, Task> work)
        {
            lock (gate)
            {
                last.Enqueue(work);
            }

            filled.Release();
        }

        public async Task<FilmTurn> TakeAsync(CancellationToken cancellation)
        {
            await filled.WaitAsync(cancellation);
            lock (gate)
            {
                if (!turns.TryDequeue(out long accountId))
                {
                    return new FilmTurn(0, last.Dequeue());
                }

                Queue<long> own = waiting[accountId];
                long id = own.Dequeue();
                if (own.Count > 0)
                {
                    turns.Enqueue(accountId);
                }
                else
                {
                    waiting.Remove(accountId);
                }

                return new FilmTurn(id, null);
            }
        }

        public void Dispose() => filled.Dispose();
    }
}

/// <summary>What comes next in a line.</summary>
/// <param name="Id">The upload.</param>
/// <param name="Other">What is to be done instead, for another server's film; null for an upload.</param>
public sealed record FilmTurn(long Id, Func<CancellationToken, Task>? Other);
