using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Accounts.Remote;
using Weft.Core.Outbox;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Proofs;

namespace Weft.Federation.Delivery;

/// <summary>What one step of spreading came to.</summary>
/// <param name="Entries">How many entries were looked at; a full batch when there may be more.</param>
/// <param name="Hosts">The servers that there is something for.</param>
public sealed record Spread(int Entries, IReadOnlyList<string> Hosts);

/// <summary>
/// Takes the oldest entries of the outbox that have not been spread, and writes for each the activity and one delivery for
/// each inbox, all in one command: stopped at any point it has either happened or not. Any number of processes may do it at
/// once. What nobody elsewhere has to hear is removed.
/// </summary>
public sealed partial class SpreadOutbox(
    IDbContextFactory<WeftDb> contexts,
    IWriter writer,
    IDialect dialect,
    OutboxActivities activities,
    IActorKeys keys,
    TimeProvider clock,
    ILogger<SpreadOutbox> log
)
{
    /// <summary>How many entries one command spreads.</summary>
    public const int BatchSize = 32;

    /// <summary>Beyond this many bytes some servers don't take an activity.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Spreads one batch.</summary>
    public async Task<Spread> RunAsync(CancellationToken cancellation)
    {
        List<Prepared> batch = [];
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            List<OutboxEntry> waiting = await db
                .OutboxEntries.AsNoTracking()
                .Where(e => e.SpreadAt == null)
                .OrderBy(e => e.Id)
                .Take(BatchSize)
                .ToListAsync(cancellation);
            if (waiting.Count == 0)
            {
                return new Spread(0, []);
            }

            foreach (OutboxEntry entry in waiting)
            {
                IReadOnlyDictionary<string, string> inboxes = await OutboxInboxes.OfAsync(db, entry, cancellation);
                string? body = inboxes.Count > 0 ? await SayAsync(entry, cancellation) : null;
                batch.Add(new Prepared(entry, body, inboxes));
            }
        }

        Outcome<Spread> outcome = await writer.RunAsync(work => WriteAsync(work, batch, cancellation), cancellation);
        return outcome.Value!;
    }

    private static async Task<Outcome<Spread>> WriteAsync(Work work, List<Prepared> batch, CancellationToken cancellation)
    {
        HashSet<string> hosts = new(StringComparer.Ordinal);
        foreach ((OutboxEntry entry, string? body, IReadOnlyDictionary<string, string> inboxes) in batch)
        {
            // Only while nobody else has spread it: of two at once the second finds nothing.
            IQueryable<OutboxEntry> row = work.Db.OutboxEntries.Where(e => e.Id == entry.Id && e.SpreadAt == null);
            if (body is null)
            {
                await row.ExecuteDeleteAsync(cancellation);
                continue;
            }

            int taken = await row.ExecuteUpdateAsync(
                set => set.SetProperty(e => e.SpreadAt, work.Now).SetProperty(e => e.Body, body),
                cancellation
            );
            if (taken == 1)
            {
                await work.Statements.InsertAllAsync(
                    [.. inboxes.Select(inbox => Of(entry, inbox.Key, inbox.Value, work.Now))],
                    cancellation
                );
                hosts.UnionWith(inboxes.Values);
            }
        }

        return new Spread(batch.Count, [.. hosts]);
    }

    private static Core.Outbox.Delivery Of(OutboxEntry entry, string inbox, string host, DateTimeOffset now) =>
        new()
        {
            EntryId = entry.Id,
            Inbox = inbox,
            Host = host,
            ActorId = entry.ActorId,
            Shard = entry.Shard,
            DueAt = now,
            CreatedAt = now,
        };

    /// <summary>
    /// The activity; null when there is none. One that can't be said, which is a fault of Weft, is given up: it would else
    /// hold up all that come after it.
    /// </summary>
    private async Task<string?> SayAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        try
        {
            if (entry.Act == OutboxAct.PassOnRevocation)
            {
                // Somebody else's words: with their proof, if they have one, they are believed from whoever passes them on.
                return entry.Body;
            }

            if (entry.Act == OutboxAct.UpdateProfile)
            {
                // It may tell of new keys, which another process has made.
                keys.Forget(entry.ActorId);
            }

            if (await activities.OfAsync(entry, cancellation) is not { } activity)
            {
                return null;
            }

            if (entry.ActorId == ActorKey.InstanceActor)
            {
                // Nobody passes on what the server itself says, and its document names no key for proofs.
                return Encoding.UTF8.GetString(activity.ToBytes());
            }

            // With a proof it can be believed from whoever passes it on.
            SigningIdentity identity = await keys.OfProofsAsync(entry.ActorId, cancellation);
            byte[] bytes = WriteProof.On(activity.ToBytes(forProof: true), identity, clock.GetUtcNow());
            if (bytes.Length > MostBytes)
            {
                LogLarge(entry.Act, entry.Id, bytes.Length);
            }

            return Encoding.UTF8.GetString(bytes);
        }
        catch (Exception fault)
            when (fault is not (OperationCanceledException or StorageUnavailableException) && !dialect.IsUnavailable(fault))
        {
            LogUnsayable(fault, entry.Act, entry.Id, entry.ActorId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Other servers can't be told of {Act} (entry {EntryId} of account {ActorId})")]
    private partial void LogUnsayable(Exception fault, OutboxAct act, long entryId, long actorId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The activity for {Act} (entry {EntryId}) has {Bytes} bytes: some servers won't take it"
    )]
    private partial void LogLarge(OutboxAct act, long entryId, int bytes);

    private sealed record Prepared(OutboxEntry Entry, string? Body, IReadOnlyDictionary<string, string> Inboxes);
}
