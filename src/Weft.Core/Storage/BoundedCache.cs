using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Core.Storage;

/// <summary>
/// Keeps at most about <paramref name="capacity"/> values, those that were used lately. Two generations: when the young
/// one is full it becomes the old one, and what is not used again leaves with it. Constant cost, and no lock on reading
/// what was read since the last change of generations.
/// </summary>
public sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    // All that changes a generation holds the gate: a value that is on its way from the old generation to the young one
    // would else pass by a drop that happens together with a change of generations.
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<TKey, TValue> young = new();
    private volatile ConcurrentDictionary<TKey, TValue> old = new();

    // Counted here, since the dictionary's own count takes all its locks.
    private int youngCount;

    /// <summary>The value, if it is kept.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (young.TryGetValue(key, out value))
        {
            return true;
        }

        lock (gate)
        {
            if (young.TryGetValue(key, out value))
            {
                return true;
            }

            if (!old.TryGetValue(key, out value))
            {
                return false;
            }

            Keep(key, value);
            return true;
        }
    }

    /// <summary>Keeps a value.</summary>
    public void Put(TKey key, TValue value)
    {
        lock (gate)
        {
            Keep(key, value);
        }
    }

    /// <summary>Forgets a value. Nobody gets it who asks after this has returned, unless it is put again.</summary>
    public void Drop(TKey key)
    {
        lock (gate)
        {
            old.TryRemove(key, out _);
            if (young.TryRemove(key, out _))
            {
                youngCount--;
            }
        }
    }

    /// <summary>Forgets all values that pass the test; costs a look at each, during which others go on.</summary>
    public void DropWhere(Func<TValue, bool> test)
    {
        ConcurrentDictionary<TKey, TValue>[] generations;
        lock (gate)
        {
            generations = [old, young];
        }

        // What moves on meanwhile stays in these two as well, and is dropped from wherever it is.
        foreach (ConcurrentDictionary<TKey, TValue> generation in generations)
        {
            foreach ((TKey key, TValue value) in generation)
            {
                if (test(value))
                {
                    Drop(key);
                }
            }
        }
    }

    private void Keep(TKey key, TValue value)
    {
        if (young.TryAdd(key, value))
        {
            youngCount++;
        }
        else
        {
            young[key] = value;
        }

        if (youngCount > capacity / 2)
        {
            old = young;
            young = new ConcurrentDictionary<TKey, TValue>();
            youngCount = 0;
        }
    }
}
