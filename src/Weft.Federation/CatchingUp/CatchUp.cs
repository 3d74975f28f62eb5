using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Documents;

namespace Weft.Federation.CatchingUp;

/// <summary>
/// Reads the outboxes for which it is time: some servers at once, and of each one outbox after the other. A server that
/// does not answer is left alone for a while, and what is to be read there is kept.
/// </summary>
public sealed partial class CatchUp(
    IDbContextFactory<WeftDb> contexts,
    ReadOutbox read,
    IWriter writer,
    TimeProvider clock,
    ILogger<CatchUp> log
)
{
    /// <summary>How many outboxes one round reads.</summary>
    public const int BatchSize = 200;

    /// <summary>How many servers are read at once.</summary>
    public const int Hosts = 4;

    /// <summary>
    /// After so many readings that missed something, two days and more, it is given up: who can never be had must not keep the
    /// time from which on the outbox is read where it is.
    /// </summary>
    public const int MostMisses = 12;

    /// <summary>A server that does not answer is not counted further than to the longest pause, so that its return is no miss.</summary>
    private const int MostFailures = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);

    /// <summary>Reads what is due, the longest due first.</summary>
    /// <returns>How many outboxes there were; a full batch when there may be more.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        List<Due> due;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            DateTimeOffset now = clock.GetUtcNow();
            due = await db
                .OutboxReadings.Where(r => r.DueAt <= now)
                .OrderBy(r => r.DueAt)
                .Take(BatchSize)
                .Join(db.RemoteActors, r => r.AccountId, a => a.AccountId, (r, a) => new Due(r.AccountId, r.Since, r.Failures, a.Uri))
                .ToListAsync(cancellation);
        }

        await Parallel.ForEachAsync(
            due.GroupBy(d => Origin.Of(d.Uri)),
            new ParallelOptions { MaxDegreeOfParallelism = Hosts, CancellationToken = cancellation },
            async (host, token) => await ReadHostAsync(host, token)
        );
        return due.Count;
    }

    private async Task ReadHostAsync(IEnumerable<Due> host, CancellationToken cancellation)
    {
        bool answers = true;
        foreach (Due due in host)
        {
            DateTimeOffset begun = clock.GetUtcNow();
            OutboxRead outcome = answers ? await ReadAsync(due, cancellation) : new OutboxRead(0, "The server does not answer.", true);
            answers = !outcome.MayPassLater || outcome.IsFault;
            if (outcome.Why is { } why)
            {
                LogUnread(due.Uri, why);
            }
            else
            {
                LogRead(due.Uri, outcome.Taken);
            }

            await SettleAsync(due, outcome, begun, cancellation);
        }
    }

    /// <summary>Whatever goes wrong with one outbox, the others are read, and this one is tried again later and later.</summary>
    private async Task<OutboxRead> ReadAsync(Due due, CancellationToken cancellation)
    {
        try
        {
            return await read.RunAsync(due.AccountId, due.Since, cancellation);
        }
#pragma warning disable CA1031 // It is logged and settled; where the database is away settling fails, and ends the round.
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFault(fault, due.Uri);
            return new OutboxRead(0, "Reading it failed here.", true) { IsFault = true };
        }
    }

    private Task<Outcome<int>> SettleAsync(Due due, OutboxRead outcome, DateTimeOffset begun, CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work =>
            {
                IQueryable<OutboxReading> row = work.Db.OutboxReadings.Where(r => r.AccountId == due.AccountId);
                if (outcome.MayPassLater || outcome.HasMissed && due.Failures < MostMisses)
                {
                    int before = outcome.IsAdvancing ? 0 : due.Failures;
                    int failures = outcome.MayPassLater ? Math.Min(before + 1, MostFailures) : before + 1;
                    double pause = Math.Min(FirstPause.TotalSeconds * Math.Pow(2, Math.Min(before, 20)), LongestPause.TotalSeconds);
                    DateTimeOffset again = work.Now + TimeSpan.FromSeconds(pause);
                    return await row.ExecuteUpdateAsync(
                        set => set.SetProperty(r => r.DueAt, again).SetProperty(r => r.Failures, failures),
                        cancellation
                    );
                }

                DateTimeOffset since = begun - PlanReadings.Slack;
                DateTimeOffset next = work.Now + PlanReadings.Usual;
                return await row.ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.Since, since).SetProperty(r => r.DueAt, next).SetProperty(r => r.Failures, 0),
                    cancellation
                );
            },
            cancellation
        );

    [LoggerMessage(Level = LogLevel.Debug, Message = "Read the outbox of {Actor}: {Taken} entries")]
    private partial void LogRead(string actor, int taken);

    [LoggerMessage(Level = LogLevel.Information, Message = "The outbox of {Actor} was not read to where it was known: {Why}")]
    private partial void LogUnread(string actor, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading the outbox of {Actor} failed; it is tried again")]
    private partial void LogFault(Exception fault, string actor);

    private sealed record Due(long AccountId, DateTimeOffset Since, int Failures, string Uri);
}
