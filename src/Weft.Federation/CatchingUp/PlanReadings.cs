using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;

namespace Weft.Federation.CatchingUp;

/// <summary>
/// Notes that this server lives, and for which outboxes it is time. How long it was away is read from its last sign of
/// life, and what has to be read because of it is written with the next sign: stopped at any point, nothing is forgotten.
/// </summary>
public sealed class PlanReadings(IWriter writer, CatchUpOptions options)
{
    /// <summary>What was sent this long before the last sign of life may have been lost already.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>How often an outbox is read though this server was never away.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(12);

    private const string LastSign = "federation.alive";

    /// <summary>A sign of life, without anything else.</summary>
    public Task<Outcome<bool>> LiveAsync(CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                await SignAsync(work, cancellation);
                return true;
            },
            cancellation
        );

    /// <summary>Plans anew: whom somebody follows now, and whom nobody follows any more.</summary>
    /// <param name="isStart">The server has just started, and may have been away.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>For how long it was away; null when it was not, or never lived before.</returns>
    public Task<Outcome<TimeSpan?>> PlanAsync(bool isStart, CancellationToken cancellation) =>
        writer.RunAsync<TimeSpan?>(
            async work =>
            {
                WeftDb db = work.Db;
                DateTimeOffset? last = await SignAsync(work, cancellation);
                TimeSpan? away = isStart && last is { } then && work.Now - then >= options.AwayAfter ? work.Now - then : null;
                DateTimeOffset since = away is null ? work.Now : last!.Value - Slack;
                DateTimeOffset due = away is null ? work.Now + Usual : work.Now;
                await BeginAsync(db, since, due, away is null, cancellation);
                if (away is not null)
                {
                    await db
                        .OutboxReadings.Where(r => r.Since > since)
                        .ExecuteUpdateAsync(set => set.SetProperty(r => r.Since, since), cancellation);
                    await db.OutboxReadings.ExecuteUpdateAsync(set => set.SetProperty(r => r.DueAt, due), cancellation);
                }

                await db.OutboxReadings.Where(r => !db.Follows.Any(f => f.FolloweeId == r.AccountId)).ExecuteDeleteAsync(cancellation);
                return away;
            },
            cancellation
        );

    /// <summary>Notes the sign and answers the one before.</summary>
    private static async Task<DateTimeOffset?> SignAsync(Work work, CancellationToken cancellation)
    {
        string now = work.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        if (await work.Db.Settings.FindAsync([LastSign], cancellation) is not { } sign)
        {
            work.Db.Settings.Add(new Setting { Name = LastSign, Value = now });
            return null;
        }

        string before = sign.Value;
        sign.Value = now;
        return long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out long moment)
            ? DateTimeOffset.FromUnixTimeMilliseconds(moment)
            : null;
    }

    /// <summary>A row for each of those who are followed from here and have none. What is not urgent is spread over time.</summary>
    private static Task<int> BeginAsync(WeftDb db, DateTimeOffset since, DateTimeOffset due, bool spread, CancellationToken cancellation)
    {
        long span = spread ? (long)Usual.TotalMilliseconds : 1;
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "OutboxReadings" ("AccountId", "Shard", "Since", "DueAt", "Failures")
            SELECT a."AccountId", a."Shard", {since.ToUnixTimeMilliseconds()}, {due.ToUnixTimeMilliseconds()} - a."AccountId" % {span}, 0
            FROM "RemoteActors" AS a
            WHERE a."Outbox" IS NOT NULL
                AND EXISTS (
                    SELECT 1 FROM "Follows" AS f JOIN "Accounts" AS l ON l."Id" = f."FollowerId"
                    WHERE f."FolloweeId" = a."AccountId" AND l."Domain" IS NULL
                )
                AND NOT EXISTS (SELECT 1 FROM "OutboxReadings" AS r WHERE r."AccountId" = a."AccountId")
            """,
            cancellation
        );
    }
}

/// <summary>When this server catches up.</summary>
public sealed record CatchUpOptions
{
    /// <summary>A silence at least this long before a start means that posts may have been missed.</summary>
    public TimeSpan AwayAfter { get; init; } = TimeSpan.FromMinutes(1);
}
