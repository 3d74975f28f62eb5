using System.Threading.Channels;

namespace Weft.Core.Media;

/// <summary>
/// Hears that media were discarded and wakes who removes them. A listener of its own, since the sweep writes and the
/// writer needs all listeners: one that needs the writer would wait for itself.
/// </summary>
internal sealed class DiscardedSignal : IEventListener
{
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Readable when something was discarded since it was last read.</summary>
    public ChannelReader<bool> Wake => wake.Reader;

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is MediaDiscarded)
        {
            wake.Writer.TryWrite(true);
        }
    }
}
