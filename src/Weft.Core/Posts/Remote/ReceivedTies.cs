using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>
/// Ties a post of another server to what it answers and quotes. Posts of this server are tied by their own rules; who may
/// answer a post of another server is for that server to say.
/// </summary>
internal static class ReceivedTies
{
    /// <summary>
    /// Makes the post a reply. Without the stamp that another server's author wants on it nobody is shown it, and neither is
    /// what answers a reply that nobody is shown.
    /// </summary>
    /// <returns>False when it answers a post of this server whose author does not let it.</returns>
    public static async Task<bool> AnswerAsync(Work work, Post post, long? targetId, string? stamp, CancellationToken cancellation)
    {
        if (targetId is not long id || await PostTarget.FindEvenHiddenAsync(work.Db, id, cancellation) is not TargetFacts parent)
        {
            return true;
        }

        if (!parent.IsForeign)
        {
            PostTarget? own = await PostTarget.FindAsync(work.Db, post.AuthorId, id, cancellation);
            if (own is null || !own.Lets(own.ReplyPolicy, post.AuthorId))
            {
                return false;
            }
        }

        post.InReplyToId = parent.Id;
        post.InReplyToAccountId = parent.AuthorId;
        post.ConversationId = parent.ConversationId;
        bool stands =
            parent.Consent == Consent.Given && (stamp is not null || !await NeedsStampAsync(work.Db, parent, post.AuthorId, cancellation));
        (post.Consent, post.Stamp) = (stands ? Consent.Given : Consent.Asked, stamp);
        return true;
    }

    /// <summary>
    /// Whether a reply needs a stamp: where another server's author does not let everybody reply at once, all but the
    /// author's own and those whom the post answers or mentions. Who follows whom there is not known here. The author's own
    /// server judges of its people by itself.
    /// </summary>
    internal static async Task<bool> NeedsStampAsync(WeftDb db, TargetFacts parent, long replierId, CancellationToken cancellation)
    {
        if (
            parent is not { IsForeign: true, ReplyOnRequest: not null, ReplyPolicy: not InteractionPolicy.Everyone }
            || parent.AuthorId == replierId
            || parent.InReplyToAccountId == replierId
        )
        {
            return false;
        }

        var replier = await db
            .Accounts.Where(a => a.Id == replierId)
            .Select(a => new
            {
                a.Uri,
                a.Url,
                IsNeighbour = db.Accounts.Any(b => b.Id == parent.AuthorId && b.Domain == a.Domain),
                IsMentioned = db.PostMentions.Any(m => m.PostId == parent.Id && m.AccountId == a.Id),
            })
            .FirstOrDefaultAsync(cancellation);
        if (replier is null or { IsNeighbour: true } or { IsMentioned: true })
        {
            return false;
        }

        // Whom it mentions may not have been known here when it came; the link in its text was there.
        string html = await db.Posts.Where(p => p.Id == parent.Id).Select(p => p.Html).FirstOrDefaultAsync(cancellation) ?? "";
        return !IsLinked(replier.Uri) && !IsLinked(replier.Url);

        bool IsLinked(string? address) => address is not null && html.Contains($"href=\"{address}\"", StringComparison.Ordinal);
    }

    /// <summary>Makes the post a quote where that is allowed; else what it quotes stays a link in its text.</summary>
    public static async Task QuoteAsync(Work work, Post post, long? targetId, string? stamp, CancellationToken cancellation)
    {
        if (targetId is not long id || await PostTarget.FindAsync(work.Db, post.AuthorId, id, cancellation) is not PostTarget quoted)
        {
            return;
        }

        bool own = quoted.AuthorId == post.AuthorId;
        bool mayBeShown = quoted.IsOpen || own && post.Visibility >= quoted.Visibility;
        if (mayBeShown && (own || stamp is not null || quoted.Lets(quoted.QuotePolicy, post.AuthorId)))
        {
            post.QuoteOfId = quoted.Id;
            post.QuoteOfAccountId = quoted.AuthorId;
            post.QuoteStamp = quoted.IsForeign ? stamp : null;
        }
    }

    /// <summary>Makes a quote of a post that has been here for longer: its stamp, or its author's consent, came later.</summary>
    /// <returns>True when it is one now and was none before.</returns>
    public static async Task<bool> QuoteLateAsync(Work work, Post post, ReceivePost now, CancellationToken cancellation)
    {
        if (post.QuoteOfId is not null)
        {
            return false;
        }

        await QuoteAsync(work, post, now.QuoteOfId, now.QuoteStamp, cancellation);
        if (post is not { QuoteOfId: long quoted, QuoteOfAccountId: long author })
        {
            return false;
        }

        post.Html = now.HtmlBesideQuote ?? now.Html;
        if (Counting.CountsForOthers(post))
        {
            Counting.Note(work, post.AuthorId, quoted, CountKind.Quotes, 1);
        }

        await Notifier.AddAsync(work, NotificationKind.Quote, author, post.AuthorId, post.Id, post.ConversationId, cancellation);
        return true;
    }
}
