using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Outbox;

/// <summary>Puts into the outbox what other servers have to be told, inside the transaction of the act.</summary>
internal static class OutboxWriting
{
    /// <summary>How many accounts an entry names at most; one of them for each server is enough.</summary>
    public const int MaxRecipients = 1_000;

    /// <summary>Adds an entry for an act of one of this server's own accounts, and tells those who deliver.</summary>
    public static OutboxEntry Tell(this Work work, OutboxAct act, long actorId)
    {
        int shard = SnowflakeId.ShardOf(actorId);
        OutboxEntry entry = new()
        {
            Id = work.Ids.Next(shard),
            Shard = shard,
            ActorId = actorId,
            Act = act,
            CreatedAt = work.Now,
        };
        work.Db.OutboxEntries.Add(entry);
        work.Raise(new OutboxFilled());
        return entry;
    }

    /// <summary>
    /// Adds an entry about a post, for its audience: its author's followers, if they may see it, and those whom it mentions.
    /// Of a reply that waits for leave only that person hears who was asked.
    /// </summary>
    public static OutboxEntry TellOfPost(this Work work, OutboxAct act, Post post, IEnumerable<long> recipientIds)
    {
        OutboxEntry entry = work.Tell(act, post.AuthorId);
        entry.PostId = post.Id;
        entry.Visibility = post.Visibility;
        entry.ToFollowers = post.Visibility != Visibility.Mentioned && post.Consent == Consent.Given;
        entry.RecipientIds = post.Consent switch
        {
            Consent.Given => [.. recipientIds.Distinct().Take(MaxRecipients)],
            Consent.Asked when post.InReplyToAccountId is long asked => [asked],
            _ => [],
        };
        return entry;
    }

    /// <summary>
    /// Asks the author of another server's post for leave to like, answer or repost it. Where that server takes no requests it
    /// is shown the act itself, and nobody else is.
    /// </summary>
    /// <param name="work">The transaction of the act.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="actorId">Who asks.</param>
    /// <param name="post">The other server's post.</param>
    /// <param name="subjectId">The like, the reply, the repost.</param>
    /// <param name="visibility">Who may see what is to be done; null for a like.</param>
    public static void Ask(this Work work, Interaction kind, long actorId, TargetFacts post, long subjectId, Visibility? visibility)
    {
        OutboxEntry entry = work.TellOfMark(
            (kind, post.LooksAtActs) switch
            {
                (Interaction.Like, true) => OutboxAct.Like,
                (Interaction.Repost, true) => OutboxAct.Repost,
                (_, true) => OutboxAct.PublishPost,
                _ => OutboxAct.RequestInteraction,
            },
            actorId,
            post,
            subjectId
        );
        (entry.Interaction, entry.Visibility) = (kind, visibility);
        if (entry.Act == OutboxAct.PublishPost)
        {
            entry.PostId = subjectId;
        }
    }

    /// <summary>Adds an entry about what somebody did with a post, for the post's author.</summary>
    public static OutboxEntry TellOfMark(this Work work, OutboxAct act, long actorId, TargetFacts post, long subjectId)
    {
        OutboxEntry entry = work.TellAccount(act, actorId, post.AuthorId);
        (entry.PostId, entry.SubjectId, entry.Uri) = (post.Id, subjectId, post.Uri);
        return entry;
    }

    /// <summary>Adds an entry that goes to all who follow the actor.</summary>
    public static OutboxEntry TellFollowers(this Work work, OutboxAct act, long actorId)
    {
        OutboxEntry entry = work.Tell(act, actorId);
        entry.ToFollowers = true;
        return entry;
    }

    /// <summary>Adds an entry that goes to one account of another server.</summary>
    public static OutboxEntry TellAccount(this Work work, OutboxAct act, long actorId, long targetId)
    {
        OutboxEntry entry = work.Tell(act, actorId);
        entry.TargetId = targetId;
        entry.RecipientIds = [targetId];
        return entry;
    }

    /// <summary>True for an account of this server.</summary>
    public static Task<bool> IsLocalAsync(this Work work, long accountId, CancellationToken cancellation) =>
        work.Db.Accounts.AnyAsync(a => a.Id == accountId && a.Domain == null, cancellation);

    /// <summary>True when the actor is of this server and the other account is not, so that the other's server has to be told.</summary>
    public static Task<bool> IsForeignToLocalAsync(this Work work, long actorId, long otherId, CancellationToken cancellation) =>
        work.Db.Accounts.AnyAsync(
            a => a.Id == otherId && a.Domain != null && work.Db.Accounts.Any(b => b.Id == actorId && b.Domain == null),
            cancellation
        );
}

/// <summary>There is something new in the outbox.</summary>
public sealed record OutboxFilled : WeftEvent;
