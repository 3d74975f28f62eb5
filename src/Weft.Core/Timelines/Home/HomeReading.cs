namespace Weft.Core.Timelines;

/// <summary>What was read of a home timeline from the database so far.</summary>
internal sealed class HomeReading(int limit)
{
    private readonly List<HomeCandidate> entries = [];

    /// <summary>The entries, newest first, no more than asked for.</summary>
    public IReadOnlyList<HomeCandidate> NewestFirst => [.. entries.Take(limit).OrderByDescending(e => e.Id)];

    /// <summary>Reposts that are left out as repetitions.</summary>
    public List<HomeCandidate> Repetitions { get; } = [];

    /// <summary>Rows that keep a repost out.</summary>
    public HashSet<long> Casters { get; } = [];

    /// <summary>True when as many were found as were asked for: there may be more.</summary>
    public bool IsFull => entries.Count >= limit;

    /// <summary>Adds rows in the order of reading, without the repetitions.</summary>
    public void Add(List<HomeCandidate> admitted, Dictionary<long, long> shadows)
    {
        foreach (HomeCandidate row in admitted)
        {
            if (shadows.TryGetValue(row.Id, out long caster))
            {
                Casters.Add(caster);
                Repetitions.Add(row);
            }
            else
            {
                entries.Add(row);
            }
        }
    }
}
