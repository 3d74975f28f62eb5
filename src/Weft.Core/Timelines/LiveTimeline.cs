using System.Collections.Concurrent;

namespace Weft.Core.Timelines;

/// <summary>
/// A timeline that is in memory on this silo. The hub puts events into its inbox, from any thread; the timeline takes
/// them out at its next read, so that an event costs one enqueue for each live timeline and nothing for the others.
/// </summary>
public sealed class LiveTimeline(long viewerId)
{
    /// <summary>More events than this between two reads are not worth keeping: the timeline rebuilds.</summary>
    private const int InboxLimit = 1_000;

    private readonly ConcurrentQueue<WeftEvent> inbox = new();
    private volatile bool stale = true;

    /// <summary>Whose timeline it is.</summary>
    public long ViewerId { get; } = viewerId;

    /// <summary>True when what is in memory may be wrong: the next read rebuilds.</summary>
    public bool IsStale => stale;

    /// <summary>Tells the timeline.</summary>
    public void Deliver(WeftEvent happened)
    {
        if (stale && inbox.Count > InboxLimit)
        {
            return;
        }

        inbox.Enqueue(happened);
        if (inbox.Count > InboxLimit)
        {
            MarkStale();
        }
    }

    /// <summary>Makes the next read rebuild.</summary>
    public void MarkStale() => stale = true;

    /// <summary>Called by the timeline itself, before it begins to read the database: what comes from now on counts.</summary>
    public void BeginRebuild()
    {
        // In this order: what comes between the two lines is cleared, but was committed before the reading begins.
        stale = false;
        inbox.Clear();
    }

    /// <summary>The next event, oldest first.</summary>
    public bool TryTake(out WeftEvent? happened) => inbox.TryDequeue(out happened);
}
