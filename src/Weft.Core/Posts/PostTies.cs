using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Ties a new post to what it answers and what it quotes, by the rules of those posts.</summary>
internal static class PostTies
{
    /// <summary>Makes the post a reply; refused when its author may not see the other post or not reply to it.</summary>
    public static async Task<Refusal?> AnswerAsync(Work work, Post post, long? targetId, CancellationToken cancellation)
    {
        if (targetId is not long id)
        {
            return null;
        }

        if (await PostTarget.FindAsync(work.Db, post.AuthorId, id, cancellation) is not PostTarget parent)
        {
            return Refused.NotFound;
        }

        Leave leave = parent.ForReply(post.AuthorId);
        if (leave == Leave.Refused)
        {
            return Refused.NotAllowed("The author does not let you reply to this post.");
        }

        if (parent.Consent == Consent.Refused)
        {
            return Refused.NotAllowed("What you reply to was not let stand, and nobody sees it but you.");
        }

        post.InReplyToId = parent.Id;
        post.InReplyToAccountId = parent.AuthorId;
        post.ConversationId = parent.ConversationId;
        // What answers a reply that waits, waits with it.
        post.Consent = leave == Leave.OnRequest || parent.Consent == Consent.Asked ? Consent.Asked : Consent.Given;
        if (leave == Leave.OnRequest)
        {
            work.Ask(Interaction.Reply, post.AuthorId, parent, post.Id, post.Visibility);
        }

        return null;
    }

    /// <summary>
    /// Makes the post a quote, and narrows its audience to that of what it quotes; refused when its author may not see the
    /// other post or not quote it. Private posts are quoted by their authors alone, private mentions by nobody.
    /// </summary>
    public static async Task<Refusal?> QuoteAsync(Work work, Post post, long? targetId, CancellationToken cancellation)
    {
        if (targetId is not long id)
        {
            return null;
        }

        if (await PostTarget.FindAsync(work.Db, post.AuthorId, id, cancellation) is not PostTarget quoted)
        {
            return Refused.NotFound;
        }

        if (quoted.ForQuote(post.AuthorId) == Leave.Refused)
        {
            return Refused.NotAllowed("The author does not let you quote this post.");
        }

        bool own = quoted.AuthorId == post.AuthorId;
        if (post.Visibility == Visibility.Mentioned && !own && !post.Mentions.Exists(m => m.AccountId == quoted.AuthorId))
        {
            return Refused.Invalid("quote", "not_mentioned", "must be of somebody whom the private mention mentions");
        }

        if (!quoted.IsOpen && Counting.CountsForOthers(post.Visibility))
        {
            post.Visibility = Visibility.Followers;
        }

        post.QuoteOfId = quoted.Id;
        post.QuoteOfAccountId = quoted.AuthorId;
        if (quoted.IsForeign)
        {
            // Its author's server decides, and third servers show the quote when they find that server's stamp.
            post.QuoteConsent = Consent.Asked;
            work.TellOfMark(OutboxAct.RequestQuote, post.AuthorId, quoted, post.Id);
        }

        return null;
    }
}
