using Weft.Core.Storage;

namespace Weft.Federation.Inbox;

/// <summary>
/// The keys of activities that were taken lately: most that come twice come soon again, and are known without the database.
/// What is not among them may have been taken all the same.
/// </summary>
internal sealed class TakenLately
{
    private const int Kept = 20_000;
    private static readonly object Here = new();

    private readonly BoundedCache<string, object> keys = new(Kept);

    /// <summary>True when the activity was surely taken.</summary>
    public bool Has(OncePerActivity once) => keys.TryGet(once.Key, out _);

    /// <summary>After it was handled.</summary>
    public void Keep(OncePerActivity once)
    {
        if (once.IsNoted)
        {
            keys.Put(once.Key, Here);
        }
    }
}
