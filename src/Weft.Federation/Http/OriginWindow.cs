using Weft.Core.Storage;
using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>Counts for each origin of late what is done there in a minute, and sets an end to it.</summary>
/// <param name="most">How often in a minute.</param>
/// <param name="clock">The time.</param>
internal sealed class OriginWindow(int most, TimeProvider clock)
{
    private const int Kept = 10_000;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly BoundedCache<Origin, Minute> minutes = new(Kept);
    private readonly Lock gate = new();

    /// <summary>Takes one; false when there is none left in this minute.</summary>
    public bool Take(Origin origin)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (gate)
        {
            if (!minutes.TryGet(origin, out Minute? minute) || now - minute.Begun >= Length)
            {
                minute = new Minute(now);
                minutes.Put(origin, minute);
            }

            return ++minute.Count <= most;
        }
    }

    private sealed class Minute(DateTimeOffset begun)
    {
        public DateTimeOffset Begun { get; } = begun;

        public int Count { get; set; }
    }
}
