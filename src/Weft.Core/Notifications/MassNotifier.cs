using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>Somebody to be told, and of which post.</summary>
public readonly record struct Recipient(long AccountId, long PostId);

/// <summary>
/// Tells many accounts of one act with a number of statements that does not depend on how many they are. By the same
/// rules as <see cref="Notifier"/>; for kinds that are not grouped.
/// </summary>
public static class MassNotifier
{
    /// <summary>How many accounts one act tells at most, so that a command stays short whoever acts.</summary>
    public const int Limit = 1_000;

    /// <summary>Adds a notification for each recipient that wants it.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="kind">What happened: a kind that is not grouped.</param>
    /// <param name="recipients">Who is told, each account once; those beyond <see cref="Limit"/> are left out.</param>
    /// <param name="actorId">Who did it.</param>
    /// <param name="conversationId">The posts' conversation, so that those who muted it are left out; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task AddAsync(
        Work work,
        NotificationKind kind,
        IReadOnlyCollection<Recipient> recipients,
        long actorId,
        long? conversationId,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(recipients);
        if (recipients.Count == 0)
        {
            return;
        }

        Dictionary<long, long> posts = recipients.Take(Limit).ToDictionary(r => r.AccountId, r => r.PostId);
        List<long> wanting = await Wanting.AmongAsync(work, kind, [.. posts.Keys], actorId, conversationId, cancellation);
        if (wanting.Count == 0)
        {
            return;
        }

        foreach (Numbered told in await NextNumbersAsync(work.Db, wanting, cancellation))
        {
            work.Db.Notifications.Add(
                new Notification
                {
                    AccountId = told.AccountId,
                    Number = told.Last,
                    Shard = SnowflakeId.ShardOf(told.AccountId),
                    Kind = kind,
                    ActorId = actorId,
                    PostId = posts[told.AccountId],
                    ConversationId = conversationId,
                    CreatedAt = work.Now,
                    GroupKey = NotificationGroupKey.Alone(told.Last),
                }
            );
            work.Raise(new NotificationAdded(told.AccountId, told.Last, kind));
        }
    }

    /// <summary>Counts up for all in one statement; in the order of their ids, so that two such commands don't lock crosswise.</summary>
    private static Task<List<Numbered>> NextNumbersAsync(WeftDb db, List<long> accountIds, CancellationToken cancellation)
    {
        accountIds.Sort();
        object[] values = [.. accountIds.SelectMany<long, object>(id => [id, SnowflakeId.ShardOf(id)])];
        string rows = string.Join(
            ", ",
            Enumerable
                .Range(0, accountIds.Count)
                .Select(n => string.Create(CultureInfo.InvariantCulture, $"({{{2 * n}}}, {{{2 * n + 1}}}, 1)"))
        );
        FormattableString sql = FormattableStringFactory.Create(
            $"""
            INSERT INTO "NotificationCounters" ("AccountId", "Shard", "Last") VALUES {rows}
            ON CONFLICT ("AccountId") DO UPDATE SET "Last" = "NotificationCounters"."Last" + 1
            RETURNING "AccountId", "Last"
            """,
            values
        );
        return db.Database.SqlQuery<Numbered>(sql).ToListAsync(cancellation);
    }

    private sealed record Numbered(long AccountId, long Last);
}
