using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;

namespace Weft.Federation.Delivery;

/// <summary>
/// Removes what was delivered. A post goes to thousands of servers at about the same time, and each of them ends with one
/// row: those that end while others are being removed are removed together, in one transaction.
/// </summary>
public sealed class EndedDeliveries(IWriter writer)
{
    /// <summary>How many runs' rows share a transaction at most.</summary>
    private const int Most = 256;

    private readonly Lock gate = new();
    private readonly Queue<(IReadOnlyList<Core.Outbox.Delivery> Ended, TaskCompletionSource Gone)> waiting = [];
    private bool isWriting;

    /// <summary>Removes these rows; they are gone once the task has ended.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be written; they are still there.</exception>
    public Task RemoveAsync(IReadOnlyList<Core.Outbox.Delivery> ended)
    {
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((ended, gone));
            if (isWriting)
            {
                return gone.Task;
            }

            isWriting = true;
        }

        // Not on the scheduler of the grain that happens to come first.
        _ = Task.Run(WriteAsync);
        return gone.Task;
    }

    private async Task WriteAsync()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                Core.Outbox.Delivery[] ended = [.. batch.SelectMany(one => one.Ended)];
                await writer.RunAsync<int>(work => RemoveAsync(work.Db, ended), CancellationToken.None);
                batch.ForEach(one => one.Gone.SetResult());
            }
#pragma warning disable CA1031 // Whatever it was, those who wait are told, and those who come after them have a try of their own.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                batch.ForEach(one => one.Gone.SetException(fault));
            }
        }
    }

    private List<(IReadOnlyList<Core.Outbox.Delivery> Ended, TaskCompletionSource Gone)> Next()
    {
        lock (gate)
        {
            List<(IReadOnlyList<Core.Outbox.Delivery>, TaskCompletionSource)> batch = [];
            while (batch.Count < Most && waiting.TryDequeue(out var one))
            {
                batch.Add(one);
            }

            isWriting = batch.Count > 0;
            return batch;
        }
    }

    private static async Task<Outcome<int>> RemoveAsync(WeftDb db, Core.Outbox.Delivery[] ended)
    {
        // In one order, so that transactions of several processes don't wait for each other in a ring.
        foreach (IGrouping<long, Core.Outbox.Delivery> entry in ended.GroupBy(d => d.EntryId).OrderBy(e => e.Key))
        {
            string[] inboxes = [.. entry.Select(d => d.Inbox).Order(StringComparer.Ordinal)];
            await db.Deliveries.Where(d => d.EntryId == entry.Key && inboxes.Contains(d.Inbox)).ExecuteDeleteAsync();
        }

        await RemoveDeliveredAsync(db, [.. ended.Select(d => d.EntryId).Distinct()], CancellationToken.None);
        return ended.Length;
    }

    /// <summary>
    /// Removes the entries of which nothing is left to send. Of two transactions that each send the last but one, neither
    /// does: those are left to <see cref="SweepDeliveries"/>.
    /// </summary>
    internal static Task<int> RemoveDeliveredAsync(WeftDb db, long[] entries, CancellationToken cancellation) =>
        db
            .OutboxEntries.Where(e => entries.Contains(e.Id) && e.SpreadAt != null && !db.Deliveries.Any(d => d.EntryId == e.Id))
            .ExecuteDeleteAsync(cancellation);
}
