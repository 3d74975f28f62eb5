using System.Collections.Concurrent;
using Weft.Core.Accounts;

namespace Weft.Server.Identity.Access;

/// <summary>
/// Callers found lately, by the hash of what they showed. It keeps what was found, never that nothing was, so strangers
/// cannot fill it. An entry lives 30 seconds at most, which bounds what a process that missed a revocation can do.
/// </summary>
/// <param name="clock">Tells when an entry is too old.</param>
/// <param name="capacity">How many entries it holds at most; about 500 bytes each.</param>
internal sealed class CallerCache(TimeProvider clock, int capacity = 50_000)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<SecretHash, Entry> entries = new();
    private long drops;

    /// <summary>How often something was dropped: to be read before the database is, and handed to <see cref="Keep"/>.</summary>
    public long Drops => Volatile.Read(ref drops);

    /// <summary>The caller, when it is here and young enough.</summary>
    public Caller? Find(SecretHash hash) =>
        entries.TryGetValue(hash, out Entry entry) && clock.GetElapsedTime(entry.KeptAt) < Life ? entry.Caller : null;

    /// <summary>Keeps what was found, unless something was dropped since: the find may be from before the revocation.</summary>
    public void Keep(SecretHash hash, Caller caller, long dropsBefore)
    {
        if (entries.Count >= capacity)
        {
            MakeRoom();
        }

        Entry entry = new(caller, clock.GetTimestamp());
        entries[hash] = entry;
        // Looked at last: whoever drops after this look also takes away what was just put here.
        if (Drops != dropsBefore)
        {
            entries.TryRemove(KeyValuePair.Create(hash, entry));
        }
    }

    /// <summary>Forgets what was revoked. It looks at every entry, which is bearable since revocations are rare.</summary>
    public void Drop(AccessRevoked revoked)
    {
        Interlocked.Increment(ref drops);
        foreach ((SecretHash hash, Entry entry) in entries)
        {
            bool concerned = revoked.TokenId is long id ? entry.Caller.CredentialId == id : entry.Caller.AccountId == revoked.AccountId;
            if (concerned)
            {
                entries.TryRemove(hash, out _);
            }
        }
    }

    private void MakeRoom()
    {
        foreach ((SecretHash hash, Entry entry) in entries)
        {
            if (clock.GetElapsedTime(entry.KeptAt) >= Life)
            {
                entries.TryRemove(hash, out _);
            }
        }

        if (entries.Count >= capacity)
        {
            foreach ((SecretHash hash, _) in entries.Take(capacity / 8))
            {
                entries.TryRemove(hash, out _);
            }
        }
    }

    private readonly record struct Entry(Caller Caller, long KeptAt);
}
