using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>
/// Reads an account's notifications with those that belong together as one. A group stands in a page once, at its
/// newest member within the page's bounds, which represents it (<see cref="NotificationGroupHeads"/>).
/// </summary>
public sealed class NotificationGroups(IDbContextFactory<WeftDb> contexts, AccountReader accounts, TimeProvider clock)
{
    /// <summary>How many of those who did it a group names.</summary>
    public const int MaxActors = 8;

    /// <summary>A part of the list, newest first. Its keys are numbers of the notifications that represent the groups.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="groupedKinds">Which kinds are grouped; null for all that can be. All others stand alone.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Page<NotificationGroup>> PageAsync(
        long accountId,
        NotificationFilter filter,
        IReadOnlyCollection<NotificationKind>? groupedKinds,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Notification> shown = filter.Shown(db, accountId, Moment.Now(clock));
        NotificationGroupHeads heads = await NotificationGroupHeads.ReadAsync(shown, Grouped(groupedKinds), page, cancellation);
        return new(await HydrateAsync(shown, heads, cancellation), heads.Newest, heads.Oldest, heads.Full);
    }

    /// <summary>One group as a whole; null when none of it is to be shown.</summary>
    public async Task<NotificationGroup?> FindAsync(long accountId, string groupKey, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Notification> shown = NotificationFilter.All.Shown(db, accountId, Moment.Now(clock));
        NotificationKind[] grouped = NotificationGroupKey.IsAlone(groupKey) ? [] : Grouped(null);
        NotificationGroupHeads heads = await NotificationGroupHeads.ReadAsync(
            NotificationGroupKey.Members(shown, groupKey),
            grouped,
            PageRequest.Newest(1),
            cancellation
        );
        return await HydrateAsync(shown, heads.Unbounded(), cancellation) is [NotificationGroup group] ? group : null;
    }

    /// <summary>Who did what a group tells, the newest first, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<AccountModel>> ActorsAsync(long accountId, string groupKey, int limit, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Notification> shown = NotificationFilter.All.Shown(db, accountId, Moment.Now(clock));
        List<long> ids = await NotificationGroupKey
            .Members(shown, groupKey)
            .OrderByDescending(n => n.Number)
            .Take(limit)
            .Select(n => n.ActorId)
            .ToListAsync(cancellation);
        return await accounts.ReadAsync([.. ids.Distinct()], cancellation);
    }

    /// <summary>How many groups have members newer than the account has read, up to the limit.</summary>
    public async Task<int> CountUnreadAsync(
        long accountId,
        NotificationFilter filter,
        IReadOnlyCollection<NotificationKind>? groupedKinds,
        int limit,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        NotificationKind[] grouped = Grouped(groupedKinds);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Notification> unread = await filter.UnreadAsync(db, accountId, Moment.Now(clock), cancellation);
        int alone = await unread.Where(n => !grouped.Contains(n.Kind)).Take(limit).CountAsync(cancellation);
        int together = await unread
            .Where(n => grouped.Contains(n.Kind))
            .Select(n => n.GroupKey)
            .Distinct()
            .Take(limit)
            .CountAsync(cancellation);
        return Math.Min(limit, alone + together);
    }

    private static NotificationKind[] Grouped(IReadOnlyCollection<NotificationKind>? kinds) =>
        [.. (kinds ?? Enum.GetValues<NotificationKind>()).Where(NotificationGroupKey.IsGrouped)];

    private async Task<IReadOnlyList<NotificationGroup>> HydrateAsync(
        IQueryable<Notification> shown,
        NotificationGroupHeads heads,
        CancellationToken cancellation
    )
    {
        string[] keys = [.. heads.Rows.Where(heads.IsGrouped).Select(r => r.GroupKey)];
        long from = heads.From;
        long to = heads.To;
        IQueryable<Notification> members = shown.Where(n => keys.Contains(n.GroupKey) && n.Number <= to);
        Dictionary<string, Size> sizes = keys.Length == 0 ? [] : await MeasureAsync(members, from, cancellation);
        ILookup<string, Notification> newest = (keys.Length == 0 ? [] : await NewestAsync(members, cancellation)).ToLookup(n => n.GroupKey);
        Dictionary<long, AccountModel> actors = await accounts.ReadByIdAsync(
            heads.Rows.Concat(newest.SelectMany(g => g)).Select(n => n.ActorId),
            cancellation
        );
        List<NotificationGroup> groups = [];
        foreach (Notification head in heads.Rows)
        {
            // What came or went between the queries may have taken all members away: then the head stands alone.
            Notification[] told =
            [
                .. (heads.IsGrouped(head) ? newest[head.GroupKey] : []).DefaultIfEmpty(head).OrderByDescending(n => n.Number),
            ];
            AccountModel[] who = [.. told.Select(n => actors.GetValueOrDefault(n.ActorId)).OfType<AccountModel>().DistinctBy(a => a.Id)];
            if (who.Length > 0)
            {
                groups.Add(Build(heads, head, told[0], sizes.GetValueOrDefault(head.GroupKey), who));
            }
        }

        return groups;
    }

    private static NotificationGroup Build(
        NotificationGroupHeads heads,
        Notification head,
        Notification newest,
        Size? size,
        AccountModel[] who
    ) =>
        heads.IsGrouped(head)
            ? new(
                head.GroupKey,
                head.Kind,
                size?.Count ?? 1,
                newest.Number,
                Math.Min(size?.Lowest ?? head.Number, head.Number),
                newest.Number,
                newest.CreatedAt,
                who,
                head.PostId
            )
            : new(
                NotificationGroupKey.Alone(head.Number),
                head.Kind,
                1,
                head.Number,
                head.Number,
                head.Number,
                head.CreatedAt,
                who,
                head.PostId
            );

    private static async Task<Dictionary<string, Size>> MeasureAsync(
        IQueryable<Notification> members,
        long from,
        CancellationToken cancellation
    ) =>
        await members
            .GroupBy(n => n.GroupKey)
            .Select(g => new Size
            {
                GroupKey = g.Key,
                Count = g.Count(),
                Lowest = g.Min(n => n.Number >= from ? n.Number : long.MaxValue),
            })
            .ToDictionaryAsync(s => s.GroupKey, cancellation);

    private static Task<List<Notification>> NewestAsync(IQueryable<Notification> members, CancellationToken cancellation) =>
        members
            .Select(n => n.GroupKey)
            .Distinct()
            .SelectMany(key => members.Where(n => n.GroupKey == key).OrderByDescending(n => n.Number).Take(MaxActors))
            .ToListAsync(cancellation);

    private sealed class Size
    {
        public required string GroupKey { get; init; }
        public int Count { get; init; }
        public long Lowest { get; init; }
    }
}
