using Microsoft.Extensions.Logging;

namespace Weft.Core;

/// <summary>Tells every listener of this process.</summary>
public sealed partial class EventSink(IEnumerable<IEventListener> listeners, ILogger<EventSink> log)
{
    private readonly IEventListener[] listeners = [.. listeners];

    /// <summary>
    /// Tells all events to all listeners. A listener that fails is logged and passed over: what happened is committed, and
    /// neither the other listeners nor the writer may suffer for it.
    /// </summary>
    public void Publish(IReadOnlyList<WeftEvent> events)
    {
        foreach (WeftEvent happened in events)
        {
            foreach (IEventListener listener in listeners)
            {
                try
                {
                    listener.Hear(happened);
                }
                catch (Exception fault)
                {
                    LogFault(fault, listener.GetType().Name, happened.GetType().Name);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Listener} failed at {Event}")]
    private partial void LogFault(Exception fault, string listener, string @event);
}
