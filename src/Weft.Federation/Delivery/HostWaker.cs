using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Federation.Delivery;

/// <summary>
/// Wakes the <see cref="IDeliveryGrain"/> of each server that there is something for: those that answered last time at once,
/// and so a few that may keep somebody waiting; many of these when few of the others are still being served, or after some
/// seconds.
/// </summary>
public sealed partial class HostWaker(IDbContextFactory<WeftDb> contexts, DeliveryGate gate, IGrainFactory grains, ILogger<HostWaker> log)
    : BackgroundService
{
    /// <summary>How many that may keep somebody waiting are woken in one go, ten times a second, while few of the others are served.</summary>
    private const int AtOnce = 32;

    /// <summary>How many are woken after the wait of some seconds, so that on a server that always has much to send their turn comes too.</summary>
    private const int AtLast = 512;

    private readonly Channel<string> doubtful = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    // Each once, however often it is asked for: what is due is looked for again and again until it has been tried.
    private readonly ConcurrentDictionary<string, bool> waiting = new(StringComparer.Ordinal);

    /// <summary>Wakes them, or sees to it that they are woken. What is lost with the process the next round finds again.</summary>
    public async Task WakeAsync(IReadOnlyCollection<string> hosts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        HashSet<string> answering = hosts.Count == 0 ? [] : await AnsweringAsync(hosts, cancellation);
        foreach (string host in answering)
        {
            await WakeAsync(host);
        }

        string[] others = [.. hosts.Where(h => !answering.Contains(h))];
        foreach (string host in others)
        {
            if (others.Length <= DeliveryGate.Few)
            {
                await WakeAsync(host);
            }
            else if (waiting.TryAdd(host, true))
            {
                doubtful.Writer.TryWrite(host);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await doubtful.Reader.WaitToReadAsync(stoppingToken);
                // Not all in one go: those who answer may be written to meanwhile.
                int most = await gate.FewAsync(stoppingToken) ? AtOnce : AtLast;
                for (int woken = 0; woken < most && doubtful.Reader.TryRead(out string? host); woken++)
                {
                    waiting.TryRemove(host, out _);
                    await WakeAsync(host);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the rows are still there, and the next round wakes who was not woken.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFailed(fault);
            }
        }
    }

    private async Task<HashSet<string>> AnsweringAsync(IReadOnlyCollection<string> hosts, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return
        [
            .. await db
                .RemoteHosts.Where(h => hosts.Contains(h.Name) && h.Failures == 0 && h.LastSuccessAt != null)
                .Select(h => h.Name)
                .ToListAsync(cancellation),
        ];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Servers that something waits for could not be woken; the next round wakes them")]
    private partial void LogFailed(Exception fault);

    private ValueTask WakeAsync(string host) => grains.GetGrain<IDeliveryGrain>(host).WakeAsync(heard: false);
}
