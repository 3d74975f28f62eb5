using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Core.Storage;

/// <summary>
/// Keeps at most about <paramref name="capacity"/> values, those that were used lately. Two generations: when the young
/// one is full it becomes the old one, and what is not used again leaves with it. Constant cost, no locks on reading.
/// </summary>
public sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<TKey, TValue> young = new();
    private volatile ConcurrentDictionary<TKey, TValue> old = new();

    /// <summary>The value, if it is kept.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!old.TryGetValue(key, out value))
        {
            return false;
        }

        Put(key, value);
        // Dropped between the two lines: the old generation is asked again, so that a drop is never undone.
        if (!old.ContainsKey(key))
        {
            young.TryRemove(key, out _);
        }

        return true;
    }

    /// <summary>Keeps a value.</summary>
    public void Put(TKey key, TValue value)
    {
        young[key] = value;
        if (young.Count <= capacity / 2)
        {
            return;
        }

        lock (gate)
        {
            if (young.Count > capacity / 2)
            {
                old = young;
                young = new ConcurrentDictionary<TKey, TValue>();
            }
        }
    }

    /// <summary>Forgets a value.</summary>
    public void Drop(TKey key)
    {
        old.TryRemove(key, out _);
        young.TryRemove(key, out _);
    }

    /// <summary>Forgets all values that pass the test; costs a look at each.</summary>
    public void DropWhere(Func<TValue, bool> test)
    {
        foreach (ConcurrentDictionary<TKey, TValue> generation in new[] { old, young })
        {
            foreach ((TKey key, TValue value) in generation)
            {
                if (test(value))
                {
                    generation.TryRemove(key, out _);
                }
            }
        }
    }
}
