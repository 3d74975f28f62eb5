using Microsoft.EntityFrameworkCore;

namespace Weft.Core.Notifications;

/// <summary>The notifications that represent the groups of a page, and the bounds of what falls in it.</summary>
internal sealed class NotificationGroupHeads
{
    private readonly NotificationKind[] grouped;

    private NotificationGroupHeads(NotificationKind[] grouped, List<Notification> rows, bool full, long from, long to)
    {
        this.grouped = grouped;
        Rows = rows;
        Full = full;
        From = from;
        To = to;
    }

    /// <summary>One for each group, newest first.</summary>
    public IReadOnlyList<Notification> Rows { get; }

    /// <summary>The number of the first; null when there is none.</summary>
    public long? Newest => Rows.Count > 0 ? Rows[0].Number : null;

    /// <summary>The number of the last; null when there is none.</summary>
    public long? Oldest => Rows.Count > 0 ? Rows[^1].Number : null;

    /// <summary>True when as many groups were found as were asked for.</summary>
    public bool Full { get; }

    /// <summary>The lowest number that falls in the page.</summary>
    public long From { get; }

    /// <summary>The highest number that falls in the page.</summary>
    public long To { get; }

    /// <summary>True when the notification stands for others too, by its key.</summary>
    public bool IsGrouped(Notification notification) => grouped.Contains(notification.Kind);

    /// <summary>The same without bounds.</summary>
    public NotificationGroupHeads Unbounded() => new(grouped, [.. Rows], Full, 0, long.MaxValue);

    /// <summary>
    /// Finds the first notification of each group, in as many steps as it takes: each step leaves out the groups that
    /// were met, so that a group of thousands costs one step and not thousands of rows.
    /// </summary>
    public static async Task<NotificationGroupHeads> ReadAsync(
        IQueryable<Notification> shown,
        NotificationKind[] grouped,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        List<Notification> heads = [];
        List<string> met = [];
        long above = page.Above;
        long below = page.Below;
        while (heads.Count < page.Limit)
        {
            string[] skip = [.. met];
            long floor = above;
            long ceiling = below;
            IQueryable<Notification> left = shown.Where(n =>
                n.Number > floor && n.Number < ceiling && !(grouped.Contains(n.Kind) && skip.Contains(n.GroupKey))
            );
            IQueryable<Notification> sorted = page.Upwards ? left.OrderBy(n => n.Number) : left.OrderByDescending(n => n.Number);
            List<Notification> step = await sorted.Take(page.Limit).ToListAsync(cancellation);
            foreach (Notification row in step.TakeWhile(_ => heads.Count < page.Limit))
            {
                if (!grouped.Contains(row.Kind))
                {
                    heads.Add(row);
                }
                else if (!met.Contains(row.GroupKey))
                {
                    met.Add(row.GroupKey);
                    heads.Add(row);
                }
            }

            if (step.Count < page.Limit)
            {
                break;
            }

            (above, below) = page.Upwards ? (step[^1].Number, below) : (above, step[^1].Number);
        }

        return Bound(grouped, heads, page);
    }

    /// <summary>A page that is not full reaches to the end of what was asked for.</summary>
    private static NotificationGroupHeads Bound(NotificationKind[] grouped, List<Notification> heads, PageRequest page)
    {
        if (page.Upwards)
        {
            heads.Reverse();
        }

        bool full = heads.Count == page.Limit;
        if (heads.Count == 0)
        {
            return new(grouped, heads, full, 0, 0);
        }

        long from = full || page.Upwards ? heads[^1].Number : page.Above + 1;
        long to = full || !page.Upwards ? heads[0].Number : page.Below - 1;
        return new(grouped, heads, full, from, to);
    }
}
