using System.Security.Cryptography;

namespace Weft.Core.Ids;

/// <summary>
/// Makes ids. Within one process they never repeat and grow from millisecond to millisecond; two processes can clash
/// only on the same shard in the same millisecond, which the primary key refuses and the command's retry settles.
/// </summary>
public sealed class IdSource(TimeProvider clock)
{
    private readonly Lock gate = new();
    private long lastMillisecond;
    private int sequence;

    /// <summary>A new id on that shard, made now (or a moment later when the millisecond is used up).</summary>
    public long Next(int shard)
    {
        lock (gate)
        {
            long millisecond = (long)(clock.GetUtcNow() - SnowflakeId.Epoch).TotalMilliseconds;
            if (millisecond > lastMillisecond)
            {
                lastMillisecond = millisecond;
                // Beginning anywhere in the lower half keeps two processes apart most of the time.
                sequence = RandomNumberGenerator.GetInt32(SnowflakeId.SequencesPerMillisecond / 2);
            }
            else if (++sequence == SnowflakeId.SequencesPerMillisecond)
            {
                lastMillisecond++;
                sequence = 0;
            }

            return SnowflakeId.Compose(SnowflakeId.Epoch.AddMilliseconds(lastMillisecond), shard, sequence);
        }
    }

    /// <summary>
    /// An id for what was made elsewhere at that time, never later than now, so that timelines sort by when things were
    /// said. Two of them may be equal, which the primary key refuses and the command's retry settles: somebody who dates all
    /// that they say to one moment has 1,024 ids there, so each further try takes one from a wider time before it.
    /// </summary>
    /// <param name="time">When it was made; before 2010 counts as the beginning of 2010.</param>
    /// <param name="shard">The owner's logical shard.</param>
    /// <param name="attempt">The command's try: the first takes the very millisecond.</param>
    public long At(DateTimeOffset time, int shard, int attempt = 1)
    {
        if (time >= clock.GetUtcNow())
        {
            return Next(shard);
        }

        int reach = attempt switch
        {
            <= 1 => 1,
            2 => 1_000,
            3 => 60_000,
            _ => 3_600_000,
        };
        TimeSpan aside = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(reach));
        DateTimeOffset at = time - SnowflakeId.Epoch > aside ? time - aside : SnowflakeId.Epoch + aside;
        return SnowflakeId.Compose(at, shard, RandomNumberGenerator.GetInt32(SnowflakeId.SequencesPerMillisecond));
    }

    /// <summary>A shard for a new account: every shard is equally likely.</summary>
    public static int PickShard() => RandomNumberGenerator.GetInt32(SnowflakeId.Shards);
}
