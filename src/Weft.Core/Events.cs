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
