using Weft.Core.Storage;

namespace Weft.Federation.Inbox;

/// <summary>
/// By what was taken lately is known when it comes again: most that come twice come soon again, and are known without the database.
/// What is not among them may have been taken all the same.
/// </summary>
internal sealed class TakenLately
{
    private const int Kept = 20_000;
    private static readonly object Here = new();

    private readonly BoundedCache<string, object> keys = new(Kept);

    /// <summary>True when it was surely taken.</summary>
    public bool Has(string key) => keys.TryGet(key, out _);

    /// <summary>After it was taken.</summary>
    public void Keep(string key) => keys.Put(key, Here);
}
