namespace Weft.Federation.Posts;

/// <summary>
/// How many documents one thing that came may have fetched: its author, what it answers, what that answers, and so on. So
/// no chain of replies, quotes and reposts costs more than this. And how long all of it may take, where somebody waits.
/// </summary>
/// <param name="most">How many.</param>
/// <param name="until">When there is no more time; null for no end.</param>
/// <param name="clock">Tells the time; needed with an end.</param>
public sealed class FetchBudget(int most = FetchBudget.Most, DateTimeOffset? until = null, TimeProvider? clock = null)
{
    /// <summary>Fetches in all, for one thing that came.</summary>
    public const int Most = 12;

    private int left = most;

    /// <summary>Something was not to be had now, and may be later: a server was busy or away, or the time ran out.</summary>
    public bool MissedForNow { get; private set; }

    /// <summary>Takes one; false when there is none left, or no time.</summary>
    public bool Take() => left-- > 0 && !(until <= clock?.GetUtcNow());

    /// <summary>Notes that something was not to be had now.</summary>
    public void Miss() => MissedForNow = true;

    /// <summary>Fetches within the time that is left; null when it runs out.</summary>
    public Task<T?> WithinAsync<T>(Func<CancellationToken, Task<T>> fetch, CancellationToken cancellation)
        where T : class? => WithinAsync<T?>(async token => await fetch(token), null, cancellation);

    /// <summary>Fetches within the time that is left.</summary>
    /// <param name="fetch">Fetches.</param>
    /// <param name="late">What it comes to when the time runs out.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> fetch, T late, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        if (until is not { } end || clock is null)
        {
            return await fetch(cancellation);
        }

        TimeSpan time = end - clock.GetUtcNow();
        if (time <= TimeSpan.Zero)
        {
            Miss();
            return late;
        }

        using CancellationTokenSource over = new(time, clock);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, over.Token);
        try
        {
            return await fetch(both.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            Miss();
            return late;
        }
    }
}
