using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Reads an account's notifications one by one. Posts that they are about are the post reader's.</summary>
public sealed class NotificationReader(IDbContextFactory<WeftDb> contexts, AccountReader accounts, TimeProvider clock)
{
    /// <summary>A part of the list, newest first, paged by the notifications' numbers.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Page<NotificationModel>> PageAsync(
        long accountId,
        NotificationFilter filter,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        long above = page.Above;
        long below = page.Below;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Notification> between = filter.Shown(db, accountId, Moment.Now(clock)).Where(n => n.Number > above && n.Number < below);
        IQueryable<Notification> sorted = page.Upwards ? between.OrderBy(n => n.Number) : between.OrderByDescending(n => n.Number);
        List<Notification> rows = await sorted.Take(page.Limit).ToListAsync(cancellation);
        if (page.Upwards)
        {
            rows.Reverse();
        }

        return new(
            await HydrateAsync(rows, cancellation),
            rows.FirstOrDefault()?.Number,
            rows.LastOrDefault()?.Number,
            rows.Count == page.Limit
        );
    }

    /// <summary>One notification; null when there is none, or none to be shown.</summary>
    public async Task<NotificationModel?> FindAsync(long accountId, long number, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<Notification> rows = await NotificationFilter
            .All.Shown(db, accountId, Moment.Now(clock))
            .Where(n => n.Number == number)
            .ToListAsync(cancellation);
        return await HydrateAsync(rows, cancellation) is [NotificationModel notification] ? notification : null;
    }

    /// <summary>How many are newer than the account has read, up to the limit.</summary>
    public async Task<int> CountUnreadAsync(long accountId, NotificationFilter filter, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Notification> unread = await filter.UnreadAsync(db, accountId, Moment.Now(clock), cancellation);
        return await unread.Take(limit).CountAsync(cancellation);
    }

    private async Task<IReadOnlyList<NotificationModel>> HydrateAsync(List<Notification> rows, CancellationToken cancellation)
    {
        Dictionary<long, AccountModel> actors = await accounts.ReadByIdAsync(rows.Select(r => r.ActorId), cancellation);
        Dictionary<(long, long?), LikeReaction> reactions = await ReactionsAsync(rows, cancellation);
        return
        [
            .. rows.Where(r => actors.ContainsKey(r.ActorId))
                .Select(r => new NotificationModel(
                    r.Number,
                    r.Kind,
                    actors[r.ActorId],
                    r.PostId,
                    r.CreatedAt,
                    r.GroupKey,
                    r.Kind == NotificationKind.Like ? reactions.GetValueOrDefault((r.ActorId, r.PostId)) : null
                )),
        ];
    }

    /// <summary>The emoji of likes, by who likes and what: one question, and none where nobody likes.</summary>
    private async Task<Dictionary<(long, long?), LikeReaction>> ReactionsAsync(List<Notification> rows, CancellationToken cancellation)
    {
        long[] actors = [.. rows.Where(r => r.Kind == NotificationKind.Like).Select(r => r.ActorId).Distinct()];
        if (actors.Length == 0)
        {
            return [];
        }

        long?[] posts = [.. rows.Where(r => r.Kind == NotificationKind.Like).Select(r => r.PostId).Distinct()];
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var found = await db
            .Likes.Where(l => actors.Contains(l.AccountId) && posts.Contains(l.PostId) && l.Reaction != null)
            .Select(l => new
            {
                l.AccountId,
                l.PostId,
                l.Reaction,
                l.ReactionImage,
            })
            .ToListAsync(cancellation);
        return found.ToDictionary(l => (l.AccountId, (long?)l.PostId), l => new LikeReaction(l.Reaction!, l.ReactionImage));
    }
}
