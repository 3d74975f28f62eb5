namespace Weft.Core;

/// <summary>Which part of a list is asked for, by keyset. Every list runs from the newest to the oldest.</summary>
/// <param name="MaxId">Only what is older than this.</param>
/// <param name="SinceId">Only what is newer than this, from the newest down.</param>
/// <param name="MinId">Only what is newer than this, the part next to it; wins over <paramref name="SinceId"/>.</param>
/// <param name="Limit">How many at most, 1 or more.</param>
public readonly record struct PageRequest(long? MaxId, long? SinceId, long? MinId, int Limit)
{
    /// <summary>The newest <paramref name="limit"/> entries.</summary>
    public static PageRequest Newest(int limit) => new(null, null, null, limit);

    /// <summary>True when the entries nearest to <see cref="MinId"/> are asked for: the query runs upwards, and its result is turned round.</summary>
    public bool Upwards => MinId is not null;

    /// <summary>The exclusive lower bound; 0 for none.</summary>
    public long Above => MinId ?? SinceId ?? 0;

    /// <summary>The exclusive upper bound; <see cref="long.MaxValue"/> for none.</summary>
    public long Below => MaxId ?? long.MaxValue;
}

/// <summary>A part of a list, newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Newest">The key of the first entry, for <c>min_id</c>; null when there is none.</param>
/// <param name="Oldest">
/// The key of the last row that was read, for <c>max_id</c>; null when there is none. Lower than the last item's own key
/// where the rows after it were not for this viewer.
/// </param>
/// <param name="Full">True when as many rows were read as were asked for, so that there may be older ones.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Newest, long? Oldest, bool Full)
{
    /// <summary>The same part with each entry turned into something else (or left out, by null).</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther?> turn)
        where TOther : class => new([.. Items.Select(turn).OfType<TOther>()], Newest, Oldest, Full);
}
