using System.Threading.Channels;
using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Federation.Threads;

/// <summary>
/// The posts that somebody looks at and whose threads are to be completed. Kept in memory alone: who looks again after a
/// restart has it read again.
/// </summary>
public sealed class ThreadsWanted(TimeProvider clock) : IEventListener
{
    /// <summary>The same thread is read no more often than this.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private readonly BoundedCache<long, Read> read = new(20_000);
    private readonly Channel<long> waiting = Channel.CreateBounded<long>(
        new BoundedChannelOptions(500) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>What waits to be read.</summary>
    internal ChannelReader<long> Waiting => waiting.Reader;

    /// <summary>Somebody with an account looks at a post. Costs nothing when its thread was read lately.</summary>
    public void Want(long postId)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (read.TryGet(postId, out Read? last) && last.At + Pause > now)
        {
            return;
        }

        read.Put(postId, new Read(now));
        waiting.Writer.TryWrite(postId);
    }

    /// <summary>The counts of a poll that has ended are read once more, however lately it was read.</summary>
    public void Hear(WeftEvent happened)
    {
        if (happened is ForeignPollEnded poll)
        {
            waiting.Writer.TryWrite(poll.PostId);
        }
    }

    private sealed record Read(DateTimeOffset At);
}
