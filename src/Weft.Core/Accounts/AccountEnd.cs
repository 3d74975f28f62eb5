using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>
/// Removes an account and all that it owns, in one transaction and with a number of statements that does not depend on
/// how much that is. A scatter over all shards, which is bearable since it happens once for each account.
/// </summary>
internal static class AccountEnd
{
    /// <summary>
    /// For how many posts of each kind, the newest first, it is told one by one that they are gone or have other counts.
    /// What is older is in no live timeline; a cache of posts drops what the account wrote when it hears of the account.
    /// </summary>
    private const int MaxTold = 5_000;

    /// <summary>Removes everything, mends the counts of others, and tells of it.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="id">The account.</param>
    /// <param name="keepHandle">Whether nobody may take the name any more.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when there is no such account.</returns>
    public static async Task<bool> EraseAsync(Work work, long id, bool keepHandle, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        var shown = await db
            .Accounts.Where(a => a.Id == id)
            .Select(a => new
            {
                a.Uri,
                a.AvatarPath,
                a.HeaderPath,
            })
            .FirstOrDefaultAsync(cancellation);
        // First, so that a follow or post that runs at the same time ends before this goes on, or finds no account.
        if (await db.Accounts.Where(a => a.Id == id).ExecuteDeleteAsync(cancellation) == 0)
        {
            return false;
        }

        if (shown?.Uri is not { } uri)
        {
            List<long> reached = await OutboxReach.OfAccountAsync(work, id, cancellation);
            if (reached.Count > 0)
            {
                work.Tell(OutboxAct.DeleteAccount, id).RecipientIds = reached;
            }
        }
        else
        {
            await ForeignUris.ForgetPostsAsync(work, id, cancellation);
            await ForeignUris.MarkGoneAsync(work, uri, ForeignKind.Account, cancellation);
            await RemotePostMedia.EraseAsync(work, id, cancellation);
            await db.RemoteActors.Where(a => a.AccountId == id).ExecuteDeleteAsync(cancellation);
        }

        await db.AccountMoves.Where(m => m.AccountId == id).ExecuteDeleteAsync(cancellation);
        await TellOfPostsAsync(work, id, cancellation);
        await TellOfPeopleAsync(work, id, cancellation);
        await OwnedPosts.EraseAsync(db, id, cancellation);
        SetPictureHandler.Discard(work, id, shown?.AvatarPath);
        SetPictureHandler.Discard(work, id, shown?.HeaderPath);
        await EraseRelationshipsAsync(db, id, cancellation);
        await EraseAccessAsync(db, id, cancellation);
        await EraseNotificationsAsync(db, id, cancellation);
        await db.CountChanges.Where(c => c.TargetId == id).ExecuteDeleteAsync(cancellation);
        IQueryable<Handle> handle = db.Handles.Where(h => h.AccountId == id);
        _ = keepHandle
            ? await handle.ExecuteUpdateAsync(set => set.SetProperty(h => h.RetiredAt, work.Now), cancellation)
            : await handle.ExecuteDeleteAsync(cancellation);
        work.Raise(new AccessRevoked(id, null));
        work.Raise(new AccountDeleted(id));
        work.Raise(new MediaDiscarded());
        return true;
    }

    private static async Task TellOfPostsAsync(Work work, long id, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<long> own = db.Posts.Where(p => p.AuthorId == id).Select(p => p.Id);
        var gone = await db
            .Posts.Where(p => p.AuthorId == id || p.RepostOfId != null && own.Contains(p.RepostOfId.Value))
            .OrderByDescending(p => p.Id)
            .Take(MaxTold)
            .Select(p => new { p.Id, p.AuthorId })
            .ToListAsync(cancellation);
        foreach (var post in gone)
        {
            work.Raise(new PostDeleted(post.Id, post.AuthorId));
        }

        List<long> liked = await db
            .Likes.Where(l => l.AccountId == id)
            .OrderByDescending(l => l.Id)
            .Take(MaxTold)
            .Select(l => l.PostId)
            .ToListAsync(cancellation);
        var touched = await db
            .Posts.Where(p => p.AuthorId == id && (p.RepostOfId != null || p.InReplyToId != null || p.QuoteOfId != null))
            .OrderByDescending(p => p.Id)
            .Take(MaxTold)
            .Select(p => new
            {
                p.RepostOfId,
                p.InReplyToId,
                p.QuoteOfId,
            })
            .ToListAsync(cancellation);
        IEnumerable<long> others = touched.SelectMany(t => new[] { t.RepostOfId, t.InReplyToId, t.QuoteOfId }).OfType<long>();
        work.Raise(new PostCountsChanged([.. liked.Concat(others).Distinct()]));
    }

    private static async Task TellOfPeopleAsync(Work work, long id, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<long> own = db.Posts.Where(p => p.AuthorId == id).Select(p => p.Id);
        List<long> changed = await db
            .Follows.Where(f => f.FollowerId == id)
            .Select(f => f.FolloweeId)
            .Union(db.Follows.Where(f => f.FolloweeId == id).Select(f => f.FollowerId))
            .Union(db.Posts.Where(p => p.RepostOfId != null && own.Contains(p.RepostOfId.Value)).Select(p => p.AuthorId))
            .ToListAsync(cancellation);
        work.Raise(new AccountCountsChanged(changed));
    }

    private static async Task EraseRelationshipsAsync(WeftDb db, long id, CancellationToken cancellation)
    {
        await db
            .Accounts.Where(a => db.Follows.Any(f => f.FollowerId == id && f.FolloweeId == a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FollowersCount, a => a.FollowersCount - 1), cancellation);
        await db
            .Accounts.Where(a => db.Follows.Any(f => f.FolloweeId == id && f.FollowerId == a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FollowingCount, a => a.FollowingCount - 1), cancellation);
        await db.Follows.Where(f => f.FollowerId == id || f.FolloweeId == id).ExecuteDeleteAsync(cancellation);
        await db.FollowRequests.Where(r => r.FollowerId == id || r.FolloweeId == id).ExecuteDeleteAsync(cancellation);
        await db.Blocks.Where(b => b.AccountId == id || b.TargetId == id).ExecuteDeleteAsync(cancellation);
        await db.DomainBlocks.Where(b => b.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.Mutes.Where(m => m.AccountId == id || m.TargetId == id).ExecuteDeleteAsync(cancellation);
        await db.AccountNotes.Where(n => n.AccountId == id || n.TargetId == id).ExecuteDeleteAsync(cancellation);
        await db.ConversationMutes.Where(m => m.AccountId == id).ExecuteDeleteAsync(cancellation);
    }

    private static async Task EraseAccessAsync(WeftDb db, long id, CancellationToken cancellation)
    {
        await db.Logins.Where(l => l.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.EmailAddresses.Where(e => e.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.Invitations.Where(i => i.CreatorId == id).ExecuteDeleteAsync(cancellation);
        await db.Passkeys.Where(p => p.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.Sessions.Where(s => s.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.AuthorizationCodes.Where(c => c.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.AccessTokens.Where(t => t.AccountId == id).ExecuteDeleteAsync(cancellation);
    }

    private static async Task EraseNotificationsAsync(WeftDb db, long id, CancellationToken cancellation)
    {
        await db.Notifications.Where(n => n.AccountId == id || n.ActorId == id).ExecuteDeleteAsync(cancellation);
        await db.NotificationCounters.Where(c => c.AccountId == id).ExecuteDeleteAsync(cancellation);
        await db.Markers.Where(m => m.AccountId == id).ExecuteDeleteAsync(cancellation);
    }
}
