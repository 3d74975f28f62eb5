using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>
/// Accounts that were read lately. Who reads takes a stamp before the database is asked and hands it in with the result;
/// when the account was dropped in between, the result may be from before the change and is not kept.
/// </summary>
internal sealed class AccountCache
{
    private const int Capacity = 20_000;
    private const int Stripes = 1_024;

    private readonly BoundedCache<long, AccountModel> models = new(Capacity);
    private readonly long[] stamps = new long[Stripes];

    /// <summary>The account, when it is here.</summary>
    public AccountModel? Find(long id) => models.TryGet(id, out AccountModel? model) ? model : null;

    /// <summary>To be taken before the database is asked.</summary>
    public long Stamp(long id) => Volatile.Read(ref stamps[Stripe(id)]);

    /// <summary>Keeps what was read, unless it was dropped since the stamp was taken.</summary>
    public void Keep(AccountModel model, long stamp)
    {
        models.Put(model.Id, model);
        // Looked at last: whoever drops it after this also takes away what was just put here.
        if (Stamp(model.Id) != stamp)
        {
            models.Drop(model.Id);
        }
    }

    /// <summary>Forgets the account, and refuses what is being read of it now.</summary>
    public void Drop(long id)
    {
        Interlocked.Increment(ref stamps[Stripe(id)]);
        models.Drop(id);
    }

    /// <summary>Forgets all, and refuses what is being read now.</summary>
    public void DropAll()
    {
        for (int i = 0; i < Stripes; i++)
        {
            Interlocked.Increment(ref stamps[i]);
        }

        models.DropWhere(_ => true);
    }

    private static int Stripe(long id) => id.GetHashCode() & (Stripes - 1);
}
