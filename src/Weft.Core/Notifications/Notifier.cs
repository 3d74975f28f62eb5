using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Tells accounts what others did, inside the transaction of the command that did it.</summary>
public static class Notifier
{
    /// <summary>
    /// Adds one notification, unless nobody wants it: nothing for oneself, nothing between accounts of whom one blocks
    /// the other, nothing from an account that the recipient mutes with its notifications, nothing from a muted
    /// conversation, nothing to an account that is gone, and from a silenced server only to those who follow the actor or are
    /// asked by them.
    /// </summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="recipientId">Who is told.</param>
    /// <param name="actorId">Who did it.</param>
    /// <param name="postId">The post that it is about; null for none.</param>
    /// <param name="conversationId">That post's conversation; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task AddAsync(
        Work work,
        NotificationKind kind,
        long recipientId,
        long actorId,
        long? postId,
        long? conversationId,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        if (
            recipientId == actorId
            || (await Wanting.AmongAsync(work, kind, [recipientId], actorId, conversationId, cancellation)).Count == 0
        )
        {
            return;
        }

        int shard = SnowflakeId.ShardOf(recipientId);
        long number = await NextNumberAsync(work.Db, recipientId, shard, cancellation);
        work.Db.Notifications.Add(
            new Notification
            {
                AccountId = recipientId,
                Number = number,
                Shard = shard,
                Kind = kind,
                ActorId = actorId,
                PostId = postId,
                ConversationId = conversationId,
                CreatedAt = work.Now,
                GroupKey = await NotificationGroupKey.ChooseAsync(work, kind, recipientId, number, postId, cancellation),
            }
        );
        work.Raise(new NotificationAdded(recipientId, number, kind));
    }

    /// <summary>Tells an account what came of something of its own: nobody else did anything.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="kind">What happened: a kind that is not grouped.</param>
    /// <param name="accountId">Who is told.</param>
    /// <param name="postId">The account's post that it is about.</param>
    /// <param name="conversationId">That post's conversation; who muted it is not told.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task AddOwnAsync(
        Work work,
        NotificationKind kind,
        long accountId,
        long postId,
        long conversationId,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        bool wanted = await work.Db.Accounts.AnyAsync(
            a =>
                a.Id == accountId
                && a.Domain == null
                && !work.Db.ConversationMutes.Any(m => m.AccountId == accountId && m.ConversationId == conversationId),
            cancellation
        );
        if (!wanted)
        {
            return;
        }

        int shard = SnowflakeId.ShardOf(accountId);
        long number = await NextNumberAsync(work.Db, accountId, shard, cancellation);
        work.Db.Notifications.Add(
            new Notification
            {
                AccountId = accountId,
                Number = number,
                Shard = shard,
                Kind = kind,
                ActorId = accountId,
                PostId = postId,
                ConversationId = conversationId,
                CreatedAt = work.Now,
                GroupKey = NotificationGroupKey.Alone(number),
            }
        );
        work.Raise(new NotificationAdded(accountId, number, kind));
    }

    /// <summary>Takes back what was told of an act that is undone: an unlike, an unfollow, a withdrawn request.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="kind">What had happened.</param>
    /// <param name="recipientId">Who was told.</param>
    /// <param name="actorId">Who had done it.</param>
    /// <param name="postId">The post that it was about; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task RemoveAsync(
        Work work,
        NotificationKind kind,
        long recipientId,
        long actorId,
        long? postId,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        await work
            .Db.Notifications.Where(n => n.ActorId == actorId && n.AccountId == recipientId && n.Kind == kind && n.PostId == postId)
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Counts up in one statement, so that commands that run at the same time never get the same number.</summary>
    private static async Task<long> NextNumberAsync(WeftDb db, long accountId, int shard, CancellationToken cancellation)
    {
        List<long> numbers = await db
            .Database.SqlQuery<long>(
                $"""
                INSERT INTO "NotificationCounters" ("AccountId", "Shard", "Last") VALUES ({accountId}, {shard}, 1)
                ON CONFLICT ("AccountId") DO UPDATE SET "Last" = "NotificationCounters"."Last" + 1
                RETURNING "Last" AS "Value"
                """
            )
            .ToListAsync(cancellation);
        return numbers[0];
    }
}
