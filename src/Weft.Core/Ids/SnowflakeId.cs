namespace Weft.Core.Ids;

/// <summary>
/// The layout of Weft's 64-bit ids: 41 bits of milliseconds since 2010-01-01T00:00Z, 12 bits of the owning account's
/// logical shard, 10 bits of sequence. Ids sort by time, are positive, and last until 2079.
/// </summary>
public static class SnowflakeId
{
    /// <summary>The number of logical shards; a shard is 0 to 4,095.</summary>
    public const int Shards = 1 << ShardBits;

    /// <summary>How many ids one millisecond holds for each shard and process.</summary>
    public const int SequencesPerMillisecond = 1 << SequenceBits;

    private const int ShardBits = 12;
    private const int SequenceBits = 10;
    private const int TimeShift = ShardBits + SequenceBits;

    /// <summary>The moment at which ids begin; what is older counts as of this moment.</summary>
    public static readonly DateTimeOffset Epoch = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Puts an id together.</summary>
    /// <param name="time">When; cut to milliseconds, and to <see cref="Epoch"/> when older.</param>
    /// <param name="shard">The owner's logical shard, 0 to 4,095.</param>
    /// <param name="sequence">0 to 1,023.</param>
    /// <exception cref="ArgumentOutOfRangeException">Shard or sequence is out of range.</exception>
    public static long Compose(DateTimeOffset time, int shard, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Shards);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, SequencesPerMillisecond);
        return Milliseconds(time) << TimeShift | (long)shard << SequenceBits | (uint)sequence;
    }

    /// <summary>The lowest id that can have been made at that moment: what is smaller is older.</summary>
    public static long FirstAt(DateTimeOffset time) => Milliseconds(time) << TimeShift;

    /// <summary>The moment, to the millisecond, at which the id was made.</summary>
    public static DateTimeOffset TimeOf(long id) => Epoch.AddMilliseconds(id >> TimeShift);

    /// <summary>The logical shard on which the id's row lives.</summary>
    public static int ShardOf(long id) => (int)(id >> SequenceBits) & (Shards - 1);

    /// <summary>How far apart ids are that were made this long after each other.</summary>
    public static long Span(TimeSpan time) => (long)time.TotalMilliseconds << TimeShift;

    private static long Milliseconds(DateTimeOffset time) => Math.Max(0, (long)(time - Epoch).TotalMilliseconds);
}
