using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>
/// A home timeline from the database. Reads by widening windows: since ids carry time, the last day is read first, then
/// the week, the month, and all, until enough was found. The cost follows what those followed said lately, not how long
/// they have been writing.
/// </summary>
internal static class HomeQuery
{
    /// <summary>Rows of one query at most.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan[] Windows = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(31)];

    /// <summary>The newest entries between the two ids, both exclusive, newest first.</summary>
    /// <param name="db">Where.</param>
    /// <param name="facts">Whose home, and its rules.</param>
    /// <param name="above">Only newer ones.</param>
    /// <param name="below">Only older ones.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="now">Where the windows begin.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<HomeReading> DownAsync(
        WeftDb db,
        HomeFacts facts,
        long above,
        long below,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        HomeReading reading = new(limit);
        long newest = Math.Min(below, SnowflakeId.FirstAt(now.AddMinutes(1)));
        long ceiling = newest;
        foreach (long floor in Windows.Select(w => newest - SnowflakeId.Span(w)).Append(above).Select(f => Math.Max(f, above)))
        {
            while (ceiling > floor + 1 && !reading.IsFull)
            {
                List<HomeCandidate> rows = await CandidatesAsync(db, facts, floor, ceiling, upwards: false, cancellation);
                List<HomeCandidate> admitted = rows.FindAll(row => HomeRules.Admits(row, facts));
                reading.Add(admitted, await ShadowsAsync(db, facts, admitted, cancellation));
                ceiling = rows.Count < Batch ? floor + 1 : rows[^1].Id;
            }
        }

        return reading;
    }

    /// <summary>The oldest entries above the id, newest first: the page next to it.</summary>
    public static async Task<HomeReading> UpAsync(
        WeftDb db,
        HomeFacts facts,
        long above,
        long below,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        HomeReading reading = new(limit);
        long ceiling = Math.Min(below, SnowflakeId.FirstAt(now.AddMinutes(1)));
        long floor = above;
        foreach (long end in Windows.Select(w => above + SnowflakeId.Span(w)).Append(ceiling).Select(e => Math.Min(e, ceiling)))
        {
            while (floor < end - 1 && !reading.IsFull)
            {
                List<HomeCandidate> rows = await CandidatesAsync(db, facts, floor, end, upwards: true, cancellation);
                List<HomeCandidate> admitted = rows.FindAll(row => HomeRules.Admits(row, facts));
                reading.Add(admitted, await ShadowsAsync(db, facts, admitted, cancellation));
                floor = rows.Count < Batch ? end - 1 : rows[^1].Id;
            }
        }

        return reading;
    }

    /// <summary>
    /// Which of the reposts repeat a post that came shortly before, and the row that came before it. Admitted rows count
    /// whether or not they are repetitions themselves, so that looking back one span is enough.
    /// </summary>
    public static async Task<Dictionary<long, long>> ShadowsAsync(
        WeftDb db,
        HomeFacts facts,
        List<HomeCandidate> admitted,
        CancellationToken cancellation
    )
    {
        Dictionary<long, long> shadows = [];
        List<HomeCandidate> reposts = admitted.FindAll(row => row.RepostOfId is not null);
        if (reposts.Count == 0)
        {
            return shadows;
        }

        long[] targets = [.. reposts.Select(r => r.TargetId).Distinct()];
        long[] authors = facts.Authors;
        long oldest = reposts.Min(r => r.Id) - HomeRules.ShadowSpan;
        long newest = reposts.Max(r => r.Id);
        long viewer = facts.ViewerId;
        List<HomeCandidate> earlier = await Select(
                db,
                viewer,
                db.Posts.Where(p =>
                    p.Id > oldest
                    && p.Id < newest
                    && authors.Contains(p.AuthorId)
                    && (targets.Contains(p.Id) || p.RepostOfId != null && targets.Contains(p.RepostOfId.Value))
                )
            )
            .ToListAsync(cancellation);
        ILookup<long, HomeCandidate> byTarget = earlier.FindAll(row => HomeRules.Admits(row, facts)).ToLookup(row => row.TargetId);
        foreach (HomeCandidate repost in reposts)
        {
            long caster = byTarget[repost.TargetId]
                .Select(row => row.Id)
                .Where(id => HomeRules.IsShadowedBy(repost, id))
                .DefaultIfEmpty()
                .Max();
            if (caster != 0)
            {
                shadows[repost.Id] = caster;
            }
        }

        return shadows;
    }

    private static Task<List<HomeCandidate>> CandidatesAsync(
        WeftDb db,
        HomeFacts facts,
        long above,
        long below,
        bool upwards,
        CancellationToken cancellation
    )
    {
        long[] authors = facts.Authors;
        IQueryable<Posts.Post> rows = db.Posts.Where(p => authors.Contains(p.AuthorId) && p.Id > above && p.Id < below);
        return Select(db, facts.ViewerId, upwards ? rows.OrderBy(p => p.Id).Take(Batch) : rows.OrderByDescending(p => p.Id).Take(Batch))
            .ToListAsync(cancellation);
    }

    private static IQueryable<HomeCandidate> Select(WeftDb db, long viewerId, IQueryable<Posts.Post> rows) =>
        rows.Select(p => new HomeCandidate(
            p.Id,
            p.AuthorId,
            p.Visibility,
            p.InReplyToAccountId,
            p.RepostOfId,
            db.Posts.Where(o => o.Id == p.RepostOfId).Select(o => (long?)o.AuthorId).FirstOrDefault(),
            p.Visibility == Posts.Visibility.Mentioned && db.PostMentions.Any(m => m.PostId == p.Id && m.AccountId == viewerId),
            p.Consent != Posts.Consent.Given
        ));
}
