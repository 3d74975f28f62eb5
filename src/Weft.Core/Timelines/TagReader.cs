using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>A hashtag and how it was used lately, in public.</summary>
/// <param name="Name">The tag in its comparable form.</param>
/// <param name="Days">Seven days (UTC), today first.</param>
public sealed record TagUse(string Name, IReadOnlyList<TagDay> Days);

/// <summary>One day of a hashtag.</summary>
/// <param name="Begins">When the day began.</param>
/// <param name="Posts">How many public posts had the tag.</param>
/// <param name="Authors">By how many accounts.</param>
public sealed record TagDay(DateTimeOffset Begins, int Posts, int Authors);

/// <summary>Finds hashtags and tells how they are used. Only public posts count: a tag of a private post is not given away.</summary>
public sealed class TagReader(IDbContextFactory<WeftDb> contexts, TimeProvider clock)
{
    private const int Week = 7;

    /// <summary>How many uses in a week are looked at; what is used more often shows no more.</summary>
    private const int MaxUses = 20_000;

    /// <summary>How the tag was used; zeros for one that nobody used.</summary>
    /// <param name="name">In its comparable form.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TagUse> ReadAsync(string name, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return (await ReadAsync(db, [name], cancellation))[0];
    }

    /// <summary>Tags that begin so: the exact one first, then those used most. Reads all shards.</summary>
    /// <param name="prefix">In comparable form.</param>
    /// <param name="part">Which of them; their order has no key that a page could go on from.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<TagUse>> SearchAsync(string prefix, SearchPart part, CancellationToken cancellation)
    {
        if (part.IsBeyond)
        {
            return [];
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<string> found = await db
            .PostTags.Where(t => t.Name.StartsWith(prefix) && db.Posts.Any(p => p.Id == t.PostId && p.Visibility == Visibility.Public))
            .GroupBy(t => t.Name)
            .Select(g => new { Name = g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Name == prefix)
            .ThenByDescending(g => g.Count)
            .ThenBy(g => g.Name)
            .Take(part.Reach)
            .Select(g => g.Name)
            .ToListAsync(cancellation);
        IReadOnlyList<string> names = part.Of(found);
        return names.Count == 0 ? [] : await ReadAsync(db, names, cancellation);
    }

    private async Task<IReadOnlyList<TagUse>> ReadAsync(WeftDb db, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        DateTimeOffset today = new(Moment.Now(clock).UtcDateTime.Date, TimeSpan.Zero);
        long from = SnowflakeId.FirstAt(today.AddDays(1 - Week));
        var uses = await db
            .PostTags.Where(t => names.Contains(t.Name) && t.PostId >= from)
            .Join(
                db.Posts.Where(p => p.Visibility == Visibility.Public),
                t => t.PostId,
                p => p.Id,
                (t, p) =>
                    new
                    {
                        t.Name,
                        p.Id,
                        p.AuthorId,
                    }
            )
            .OrderByDescending(u => u.Id)
            .Take(MaxUses)
            .ToListAsync(cancellation);
        var byDay = uses.ToLookup(u => (u.Name, Day: SnowflakeId.TimeOf(u.Id).UtcDateTime.Date));
        return [.. names.Select(name => new TagUse(name, [.. Enumerable.Range(0, Week).Select(age => Day(name, today.AddDays(-age)))]))];

        TagDay Day(string name, DateTimeOffset begins)
        {
            var posts = byDay[(name, begins.UtcDateTime.Date)];
            return new TagDay(begins, posts.Count(), posts.Select(p => p.AuthorId).Distinct().Count());
        }
    }
}
