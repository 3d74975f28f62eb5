using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Whom a post tells: those it mentions, answers and quotes, and those who asked to hear of its author.</summary>
internal static class PostNotices
{
    /// <summary>Tells of a new post.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="post">The post, with its mentions.</param>
    /// <param name="hasListeners">Whether anybody asked to be told of each of the author's posts.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task TellOfNewAsync(Work work, Post post, bool hasListeners, CancellationToken cancellation)
    {
        HashSet<long> mentioned = [.. post.Mentions.Select(m => m.AccountId)];
        if (post.InReplyToAccountId is long answered && !mentioned.Contains(answered))
        {
            // Who is answered is told even if the text does not name them, but never of what they may not see.
            if (Counting.CountsForOthers(post.Visibility) || await SeesAsFollowerAsync(work.Db, post, answered, cancellation))
            {
                mentioned.Add(answered);
            }
        }

        await TellMentionedAsync(work, post, mentioned, cancellation);
        if (post.QuoteOfAccountId is long quoted)
        {
            await Notifier.AddAsync(work, NotificationKind.Quote, quoted, post.AuthorId, post.Id, post.ConversationId, cancellation);
        }

        if (hasListeners)
        {
            await TellListenersAsync(work, post, mentioned, cancellation);
        }
    }

    /// <summary>Tells accounts that the post mentions them.</summary>
    public static Task TellMentionedAsync(Work work, Post post, IEnumerable<long> accountIds, CancellationToken cancellation) =>
        MassNotifier.AddAsync(
            work,
            NotificationKind.Mention,
            [.. accountIds.Where(id => id != post.AuthorId).Select(id => new Recipient(id, post.Id))],
            post.AuthorId,
            post.ConversationId,
            cancellation
        );

    /// <summary>Tells those who reposted or quoted a post that it now says something else.</summary>
    public static async Task TellOfEditAsync(Work work, Post post, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        List<Recipient> reposters = await db
            .Posts.Where(p => p.RepostOfId == post.Id)
            .OrderByDescending(p => p.Id)
            .Take(MassNotifier.Limit)
            .Select(p => new Recipient(p.AuthorId, post.Id))
            .ToListAsync(cancellation);
        await MassNotifier.AddAsync(work, NotificationKind.Edit, reposters, post.AuthorId, post.ConversationId, cancellation);

        // Who quoted is shown the own quote. Somebody may have quoted twice and is told of the newest.
        List<Recipient> quoters = await db
            .Posts.Where(p => p.QuoteOfId == post.Id && p.QuoteRevokedAt == null && p.QuoteConsent == Consent.Given)
            .OrderByDescending(p => p.Id)
            .Take(MassNotifier.Limit)
            .Select(p => new Recipient(p.AuthorId, p.Id))
            .ToListAsync(cancellation);
        await MassNotifier.AddAsync(
            work,
            NotificationKind.QuotedEdit,
            [.. quoters.DistinctBy(q => q.AccountId)],
            post.AuthorId,
            post.ConversationId,
            cancellation
        );
    }

    /// <summary>Those who asked to hear of the author hear of what comes to followers: not of replies to others.</summary>
    private static async Task TellListenersAsync(Work work, Post post, HashSet<long> mentioned, CancellationToken cancellation)
    {
        bool repliesToOther = post.InReplyToAccountId is long answered && answered != post.AuthorId;
        if (repliesToOther || post.Visibility == Visibility.Mentioned)
        {
            return;
        }

        List<Recipient> recipients = [];
        await foreach (long followerId in AuthorReads.ListenersAsync(work.Db, post.AuthorId).WithCancellation(cancellation))
        {
            if (!mentioned.Contains(followerId))
            {
                recipients.Add(new Recipient(followerId, post.Id));
            }
        }

        await MassNotifier.AddAsync(work, NotificationKind.Post, recipients, post.AuthorId, post.ConversationId, cancellation);
    }

    private static async Task<bool> SeesAsFollowerAsync(WeftDb db, Post post, long accountId, CancellationToken cancellation) =>
        post.Visibility == Visibility.Followers
        && await db.Follows.AnyAsync(f => f.FollowerId == accountId && f.FolloweeId == post.AuthorId, cancellation);
}
