using System.Collections.Concurrent;

namespace Weft.Core.Accounts;

/// <summary>
/// Accounts that were read lately. Who reads takes a stamp before the database is asked and hands it in with the result;
/// when the account was dropped in between, the result may be from before the change and is not kept.
/// </summary>
internal sealed class AccountCache
{
    private const int Capacity = 10_000;
    private const int Stripes = 1_024;

    private readonly ConcurrentDictionary<long, AccountModel> models = new();
    private readonly long[] stamps = new long[Stripes];

    /// <summary>The account, when it is here.</summary>
    public AccountModel? Find(long id) => models.GetValueOrDefault(id);

    /// <summary>To be taken before the database is asked.</summary>
    public long Stamp(long id) => Volatile.Read(ref stamps[Stripe(id)]);

    /// <summary>Keeps what was read, unless it was dropped since the stamp was taken.</summary>
    public void Keep(AccountModel model, long stamp)
    {
        if (models.Count >= Capacity)
        {
            foreach (long id in models.Keys.Take(Capacity / 8))
            {
                models.TryRemove(id, out _);
            }
        }

        models[model.Id] = model;
        // Looked at last: whoever drops it after this also takes away what was just put here.
        if (Stamp(model.Id) != stamp)
        {
            models.TryRemove(KeyValuePair.Create(model.Id, model));
        }
    }

    /// <summary>Forgets the account, and refuses what is being read of it now.</summary>
    public void Drop(long id)
    {
        Interlocked.Increment(ref stamps[Stripe(id)]);
        models.TryRemove(id, out _);
    }

    /// <summary>Ids differ in their upper bits (time) and middle bits (shard) most.</summary>
    private static int Stripe(long id) => id.GetHashCode() & (Stripes - 1);
}
