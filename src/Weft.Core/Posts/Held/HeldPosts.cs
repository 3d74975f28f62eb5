using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Held;

/// <summary>
/// What follows when the author of another server's post lets a reply stand, or does not: replies of this server that were
/// asked for, and replies of others that came without their stamp.
/// </summary>
internal static class HeldPosts
{
    /// <summary>
    /// Lets a reply be seen, counted and told of. What answers it and waited for it alone follows in commands of its own:
    /// see <see cref="HeldBelow"/>.
    /// </summary>
    /// <param name="work">The command's transaction, in which the reply's author is locked.</param>
    /// <param name="reply">The reply, tracked, with its mentions.</param>
    /// <param name="stamp">The stamp by which it stands; null for what needs none of its own.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task ReleaseAsync(Work work, Post reply, string? stamp, CancellationToken cancellation)
    {
        (reply.Consent, reply.Stamp) = (Consent.Given, stamp);
        PublishPostHandler.CountForOthers(work, reply);
        if (reply.Uri is null)
        {
            work.TellOfPost(OutboxAct.PublishPost, reply, PublishPostHandler.PostAudienceIds(reply));
        }

        long[] mentioned = [.. reply.Mentions.Select(m => m.AccountId)];
        work.Raise(new PostEdited(reply.Id, reply.AuthorId));
        work.Raise(new PostPublished(reply.Id, reply.AuthorId, reply.Visibility, reply.InReplyToAccountId, null, null, mentioned));
        await PostNotices.TellOfNewAsync(work, reply, hasListeners: true, cancellation);
    }

    /// <summary>
    /// Hides a reply from all but its author; those who have it from here are told that it is gone. One of another server may
    /// be shown again, with another stamp.
    /// </summary>
    /// <param name="work">The command's transaction, in which the reply's author is locked.</param>
    /// <param name="reply">The reply, tracked, with its mentions.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when it was hidden before, and refused if it is this server's.</returns>
    public static async Task<bool> RefuseAsync(Work work, Post reply, CancellationToken cancellation)
    {
        Consent now = reply.Uri is null ? Consent.Refused : Consent.Asked;
        if (reply.Consent == now)
        {
            return false;
        }

        if (reply.Consent == Consent.Given)
        {
            PublishPostHandler.CountForOthers(work, reply, -1);
            if (reply.Uri is null)
            {
                work.TellOfPost(
                    OutboxAct.DeletePost,
                    reply,
                    [.. PublishPostHandler.PostAudienceIds(reply), .. await OutboxReach.OfPostAsync(work, reply.Id, cancellation)]
                );
            }
        }

        (reply.Consent, reply.Stamp) = (now, null);
        long[] mentioned = [.. reply.Mentions.Select(m => m.AccountId)];
        work.Raise(new PostEdited(reply.Id, reply.AuthorId));
        work.Raise(new PostDeleted(reply.Id, reply.AuthorId));
        work.Raise(
            new PostPublished(reply.Id, reply.AuthorId, reply.Visibility, reply.InReplyToAccountId, null, null, mentioned) { IsHeld = true }
        );
        return true;
    }
}
