namespace Weft.Core;

/// <summary>
/// Something that was committed. Raised by commands, told to the listeners of this process after the commit and before
/// the command answers, so that those who wrote read their own writes.
/// </summary>
public abstract record WeftEvent;

/// <summary>Hears of what was committed. Must be quick, must not throw, and is called from many threads.</summary>
public interface IEventListener
{
    /// <summary>Called once for each event, in the order in which a command raised them.</summary>
    void Hear(WeftEvent happened);
}

/// <summary>Tells every listener of this process.</summary>
public sealed class EventSink(IEnumerable<IEventListener> listeners)
{
    private readonly IEventListener[] listeners = [.. listeners];

    /// <summary>Tells all events to all listeners.</summary>
    public void Publish(IReadOnlyList<WeftEvent> events)
    {
        foreach (WeftEvent happened in events)
        {
            foreach (IEventListener listener in listeners)
            {
                listener.Hear(happened);
            }
        }
    }
}
