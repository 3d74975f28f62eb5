using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Federation.Actors;

/// <summary>
/// People of other servers that were looked up lately: each activity asks for its actor. Hears when somebody changes here; what
/// another process or the command line changed is seen within a minute.
/// </summary>
public sealed class KnownPeople(TimeProvider clock) : IEventListener
{
    /// <summary>For how long somebody is kept.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private const int Kept = 10_000;
    private const int Stripes = 4_096;

    private readonly BoundedCache<string, Entry> people = new(Kept);

    // For each stripe of accounts the number of the last change: what was read before it is stale. So a change costs one
    // number, whether anybody of the stripe is kept or not.
    private readonly long[] changed = new long[Stripes];
    private long changes;
    private long allChanged;

    /// <summary>To be taken before the database is asked.</summary>
    public long Stamp() => Volatile.Read(ref changes);

    /// <summary>Somebody by the actor's id; null when they are not here, or no longer as they were.</summary>
    public RemotePerson? Find(string uri) =>
        people.TryGet(uri, out Entry? entry)
        && clock.GetUtcNow() - entry.ReadAt < Longest
        && entry.Stamp >= Volatile.Read(ref changed[Stripe(entry.Person.AccountId)])
        && entry.Stamp >= Volatile.Read(ref allChanged)
            ? entry.Person
            : null;

    /// <summary>Keeps who was read after the stamp was taken.</summary>
    public void Keep(string uri, RemotePerson person, long stamp) => people.Put(uri, new Entry(person, stamp, clock.GetUtcNow()));

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        switch (happened)
        {
            case ProfileChanged profile:
                Drop(profile.AccountId);
                break;
            case AccountDeleted deleted:
                Drop(deleted.AccountId);
                break;
            case RelationshipChanged relationship:
                Drop(relationship.OtherId);
                break;
            case HostsJudged:
                Raise(ref allChanged);
                break;
        }
    }

    private void Drop(long accountId) => Raise(ref changed[Stripe(accountId)]);

    /// <summary>Of two changes at once the later number stays.</summary>
    private void Raise(ref long last)
    {
        long change = Interlocked.Increment(ref changes);
        for (long seen = Volatile.Read(ref last); seen < change; )
        {
            seen = Interlocked.CompareExchange(ref last, change, seen) is long before && before == seen ? change : before;
        }
    }

    private static int Stripe(long accountId) => accountId.GetHashCode() & (Stripes - 1);

    private sealed record Entry(RemotePerson Person, long Stamp, DateTimeOffset ReadAt);
}
