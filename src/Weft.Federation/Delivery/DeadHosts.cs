using System.Collections.Concurrent;

namespace Weft.Federation.Delivery;

/// <summary>
/// Which servers count as dead, as far as this process knows.
/// </summary>
public sealed class DeadHosts(TimeProvider clock)
{
    /// <summary>A server that speaks and can't be spoken to is not tried more often than this.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> tried = new(StringComparer.Ordinal);

    /// <summary>Whether a server that has just spoken counted as dead, and has not been tried just now; then it is to be tried.</summary>
    internal bool IsToBeTried(string host)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return tried.TryGetValue(host, out DateTimeOffset last) && last + Pause <= now && tried.TryUpdate(host, now, last);
    }

    /// <summary>Notes how a server is after it was sent to.</summary>
    internal void Note(HostHealth health)
    {
        if (health.IsDead)
        {
            tried[health.Host] = clock.GetUtcNow();
        }
        else
        {
            tried.TryRemove(health.Host, out _);
        }
    }

    /// <summary>Notes those that any process takes for dead.</summary>
    internal void Note(IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            tried.TryAdd(name, DateTimeOffset.MinValue);
        }

        foreach (string name in tried.Keys.Except(names))
        {
            tried.TryRemove(name, out _);
        }
    }
}
