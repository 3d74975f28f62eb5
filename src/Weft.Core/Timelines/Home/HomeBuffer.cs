using Weft.Core.Posts;

namespace Weft.Core.Timelines;

/// <summary>
/// The newest entries of a home timeline in memory. Holds all that the timeline has from <see cref="Floor"/> upwards;
/// what is older is the database's. Not safe for several threads: it belongs to its grain.
/// </summary>
internal sealed class HomeBuffer
{
    /// <summary>How many entries are kept: 20 pages.</summary>
    public const int Capacity = 400;

    // Oldest first, so that what is new is appended.
    private readonly List<HomeCandidate> entries = new(64);
    private readonly Dictionary<long, PostMarks> marks = [];

    // Reposts that were left out, and the rows that kept them out: a repetition is kept out by repetitions too.
    private readonly List<HomeCandidate> repetitions;
    private readonly HashSet<long> casters;

    /// <summary>Begins with what the database has.</summary>
    public HomeBuffer(HomeFacts facts, HomeReading reading)
    {
        Facts = facts;
        casters = reading.Casters;
        repetitions = reading.Repetitions;
        entries.AddRange(reading.NewestFirst.Reverse());
        Floor = reading.IsFull && entries.Count > 0 ? entries[0].Id : 0;
    }

    /// <summary>The rules' facts, as of the last rebuild.</summary>
    public HomeFacts Facts { get; }

    /// <summary>The lowest id from which on the buffer is complete; 0 when it holds the whole timeline.</summary>
    public long Floor { get; private set; }

    /// <summary>Adds a row that was published.</summary>
    public Admission Add(in HomeCandidate row)
    {
        if (!HomeRules.Admits(row, Facts) || entries.BinarySearch(row, ById) >= 0)
        {
            return Admission.Done;
        }

        if (row.Id < Floor)
        {
            // Told so late that it belongs below; but it may keep out what stands here.
            return Repeats(row).Any() ? Admission.Rebuild : Admission.Done;
        }

        if (row.RepostOfId is not null && Floor > row.Id - HomeRules.ShadowSpan)
        {
            return Admission.Verify;
        }

        Insert(row, CasterOf(row));
        return Admission.Done;
    }

    /// <summary>Adds a row of which the database said what keeps it out, if anything.</summary>
    public void AddVerified(in HomeCandidate row, long? caster) => Insert(row, caster);

    /// <summary>Takes a row out. False when the whole timeline has to be read again, since the row kept others out.</summary>
    public bool Remove(long postId)
    {
        if (casters.Contains(postId))
        {
            return false;
        }

        repetitions.RemoveAll(r => r.Id == postId);
        int at = entries.BinarySearch(new HomeCandidate { Id = postId }, ById);
        if (at >= 0)
        {
            entries.RemoveAt(at);
        }

        return true;
    }

    /// <summary>Changes a mark that is known; one that is not will be read when it is asked for.</summary>
    public void Mark(PostMarkChanged change)
    {
        if (marks.TryGetValue(change.PostId, out PostMarks known))
        {
            marks[change.PostId] = change.On ? known | change.Mark : known & ~change.Mark;
        }
    }

    /// <summary>Forgets all marks: they are read again when they are asked for.</summary>
    public void ForgetMarks() => marks.Clear();

    /// <summary>The entries between two ids, both exclusive, newest first; the newest, or those next to the lower id.</summary>
    public List<HomeCandidate> Range(long above, long below, int limit, bool upwards)
    {
        int first = IndexAbove(above);
        int end = below == long.MaxValue ? entries.Count : IndexAbove(below - 1);
        int count = Math.Max(0, Math.Min(limit, end - first));
        List<HomeCandidate> range = entries.GetRange(upwards ? first : end - count, count);
        range.Reverse();
        return range;
    }

    /// <summary>What the viewer has done with the post, if it is known.</summary>
    public bool TryGetMarks(long targetId, out PostMarks found) => marks.TryGetValue(targetId, out found);

    /// <summary>Remembers marks that were read.</summary>
    public void Learn(IReadOnlyDictionary<long, PostMarks> read)
    {
        if (marks.Count > 3 * Capacity)
        {
            marks.Clear();
        }

        foreach ((long id, PostMarks found) in read)
        {
            marks[id] = found;
        }
    }

    private static readonly Comparer<HomeCandidate> ById = Comparer<HomeCandidate>.Create((a, b) => a.Id.CompareTo(b.Id));

    private void Insert(in HomeCandidate row, long? caster)
    {
        // A row that is told late may keep out what stands here already: the order of ids counts, not of telling.
        foreach (HomeCandidate later in Repeats(row).ToList())
        {
            entries.Remove(later);
            repetitions.Add(later);
            casters.Add(row.Id);
        }

        if (caster is long shadowing)
        {
            casters.Add(shadowing);
            repetitions.Add(row);
            return;
        }

        if (row.RepostOfId is null && row.InReplyToAccountId is null)
        {
            // Nobody can have marked what did not exist.
            marks[row.Id] = PostMarks.None;
        }

        entries.Insert(IndexAbove(row.Id), row);
        if (entries.Count > Capacity)
        {
            entries.RemoveAt(0);
            Floor = entries[0].Id;
            repetitions.RemoveAll(r => r.Id < Floor);
        }
    }

    /// <summary>The reposts here that are repetitions of the row.</summary>
    private IEnumerable<HomeCandidate> Repeats(HomeCandidate row)
    {
        for (int i = entries.Count - 1; i >= 0 && entries[i].Id > row.Id; i--)
        {
            if (entries[i].TargetId == row.TargetId && HomeRules.IsShadowedBy(entries[i], row.Id))
            {
                yield return entries[i];
            }
        }
    }

    private long? CasterOf(HomeCandidate repost)
    {
        if (repost.RepostOfId is null)
        {
            return null;
        }

        for (int i = entries.Count - 1; i >= 0 && entries[i].Id > repost.Id - HomeRules.ShadowSpan; i--)
        {
            if (entries[i].TargetId == repost.TargetId && HomeRules.IsShadowedBy(repost, entries[i].Id))
            {
                return entries[i].Id;
            }
        }

        int at = repetitions.FindIndex(r => r.TargetId == repost.TargetId && HomeRules.IsShadowedBy(repost, r.Id));
        return at < 0 ? null : repetitions[at].Id;
    }

    private int IndexAbove(long id)
    {
        int low = 0;
        int high = entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (entries[middle].Id <= id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

/// <summary>What adding a row came to.</summary>
internal enum Admission
{
    /// <summary>The row is in, or does not belong.</summary>
    Done,

    /// <summary>The database has to say whether the post came shortly before, below the floor.</summary>
    Verify,

    /// <summary>The timeline has to be read again.</summary>
    Rebuild,
}
