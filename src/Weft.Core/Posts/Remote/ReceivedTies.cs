using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>
/// Ties a post of another server to what it answers and quotes. Posts of this server are tied by their own rules; who may
/// answer a post of another server is for that server to say.
/// </summary>
internal static class ReceivedTies
{
    /// <summary>Makes the post a reply.</summary>
    /// <returns>False when it answers a post of this server whose author does not let it.</returns>
    public static async Task<bool> AnswerAsync(Work work, Post post, long? targetId, CancellationToken cancellation)
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
        return true;
    }

    /// <summary>Makes the post a quote where that is allowed; else what it quotes stays a link in its text.</summary>
    public static async Task QuoteAsync(Work work, Post post, long? targetId, bool isStamped, CancellationToken cancellation)
    {
        if (targetId is not long id || await PostTarget.FindAsync(work.Db, post.AuthorId, id, cancellation) is not PostTarget quoted)
        {
            return;
        }

        bool own = quoted.AuthorId == post.AuthorId;
        bool mayBeShown = quoted.IsOpen || own && post.Visibility >= quoted.Visibility;
        if (mayBeShown && (own || isStamped || quoted.Lets(quoted.QuotePolicy, post.AuthorId)))
        {
            post.QuoteOfId = quoted.Id;
            post.QuoteOfAccountId = quoted.AuthorId;
        }
    }
}
