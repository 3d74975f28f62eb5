using System.Collections.Concurrent;

namespace Weft.Server.Hosting.RateLimiting;

/// <summary>Counts in fixed windows of time, in this process: each begins where the clock is a multiple of its length.</summary>
/// <param name="clock">Tells which window it is.</param>
/// <param name="capacity">How many counters are kept at most; the oldest windows go first.</param>
internal sealed class FixedWindows(TimeProvider clock, int capacity = 200_000)
{
    private readonly ConcurrentDictionary<(string Limit, string Key), Counter> counters = new();

    /// <summary>Counts one more.</summary>
    public Taken Take(RateLimit limit, string key)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        long length = (long)limit.Window.TotalMilliseconds;
        long begin = now - (now % length);
        if (counters.Count >= capacity)
        {
            MakeRoom(now);
        }

        Counter counter = counters.GetOrAdd((limit.Name, key), static _ => new Counter());
        return new Taken(limit, counter.Add(begin, begin + length), DateTimeOffset.FromUnixTimeMilliseconds(begin + length));
    }

    /// <summary>Counts one less: what was counted did not happen.</summary>
    public void GiveBack(RateLimit limit, string key)
    {
        if (counters.TryGetValue((limit.Name, key), out Counter? counter))
        {
            counter.Remove();
        }
    }

    /// <summary>How many counters there are.</summary>
    public int Count => counters.Count;

    private void MakeRoom(long now)
    {
        foreach ((var key, Counter counter) in counters)
        {
            if (counter.End <= now)
            {
                counters.TryRemove(key, out _);
            }
        }

        if (counters.Count >= capacity)
        {
            foreach (var counter in counters.Take(capacity / 8))
            {
                counters.TryRemove(counter);
            }
        }
    }

    private sealed class Counter
    {
        private readonly Lock gate = new();
        private long begin;
        private int count;

        public long End { get; private set; }

        public int Add(long window, long end)
        {
            lock (gate)
            {
                if (begin != window)
                {
                    begin = window;
                    End = end;
                    count = 0;
                }

                return ++count;
            }
        }

        public void Remove()
        {
            lock (gate)
            {
                count = Math.Max(0, count - 1);
            }
        }
    }
}

/// <summary>What came of counting one more.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Used">How many of it are used, this one included.</param>
/// <param name="Reset">When the next window begins.</param>
internal readonly record struct Taken(RateLimit Limit, int Used, DateTimeOffset Reset)
{
    /// <summary>True when this one still may.</summary>
    public bool Allowed => Used <= Limit.Count;

    /// <summary>How many are left.</summary>
    public int Remaining => Math.Max(0, Limit.Count - Used);
}
