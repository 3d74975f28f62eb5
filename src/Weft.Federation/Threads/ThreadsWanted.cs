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

    private const int Kept = 20_000;

    private readonly BoundedCache<long, Read> read = new(Kept);
    private readonly BoundedCache<string, ThreadReading> byId = new(Kept);
    private readonly Channel<ThreadReading> waiting = Channel.CreateBounded<ThreadReading>(500);

    /// <summary>What waits to be read.</summary>
    internal ChannelReader<ThreadReading> Waiting => waiting.Reader;

    /// <summary>Somebody with an account looks at a post. Costs nothing when its thread was read lately.</summary>
    /// <returns>
    /// The reading that waits or runs; null when the last one has ended and it is too early for another, or too many wait.
    /// </returns>
    public ThreadReading? Want(long postId)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (read.TryGet(postId, out Read? last) && last.At + Pause > now)
        {
            return last.Reading.IsFinished ? null : last.Reading;
        }

        ThreadReading reading = new(postId);
        byId.Put(reading.Id, reading);
        if (!waiting.Writer.TryWrite(reading))
        {
            byId.Drop(reading.Id);
            return null;
        }

        read.Put(postId, new Read(now, reading));
        return reading;
    }

    /// <summary>The reading of that id; null for one that is none, or was forgotten.</summary>
    public ThreadReading? Find(string id) => byId.TryGet(id, out ThreadReading? reading) ? reading : null;

    /// <summary>The counts of a poll that has ended are read once more, however lately it was read.</summary>
    public void Hear(WeftEvent happened)
    {
        if (happened is ForeignPollEnded poll)
        {
            waiting.Writer.TryWrite(new ThreadReading(poll.PostId));
        }
    }

    private sealed record Read(DateTimeOffset At, ThreadReading Reading);
}
