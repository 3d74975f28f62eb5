using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Http;

namespace Weft.Federation.Hosts;

/// <summary>
/// Asks each known server in the background what software it runs, a few at a time and once a week. To show to operators;
/// nothing that Weft does depends on it.
/// </summary>
public sealed partial class LearnSoftware(
    IDbContextFactory<WeftDb> contexts,
    IWriter writer,
    NodeInfoLookup nodeInfo,
    HostRules rules,
    FederationHttpOptions http,
    TimeProvider clock,
    ILogger<LearnSoftware> log
) : BackgroundService
{
    /// <summary>How many are asked in one round.</summary>
    public const int Batch = 20;

    private const int Parallel = 4;
    private const int LongestSoftware = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Freshness = TimeSpan.FromDays(7);

    /// <summary>Asks those that were never asked, or longest ago; answers how many there were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        List<string> names;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            DateTimeOffset old = clock.GetUtcNow() - Freshness;
            names = await db
                .RemoteHosts.Where(h =>
                    (h.SoftwareAskedAt == null || h.SoftwareAskedAt < old)
                    && h.Policy != HostPolicy.Suspended
                    && h.ClosedUntil == null
                    && db.Accounts.Any(a => a.Domain == h.Name)
                )
                .OrderBy(h => h.SoftwareAskedAt)
                .Select(h => h.Name)
                .Take(Batch)
                .ToListAsync(cancellation);
        }

        await System.Threading.Tasks.Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (name, token) => await AskAsync(name, token)
        );
        return names.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Only a line on a page depends on it; the next round asks again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogLater(fault);
            }
        }
    }

    private async Task AskAsync(string name, CancellationToken cancellation)
    {
        string? software = null;
        if (!await rules.IsSuspendedHostAsync(name, cancellation) && await OriginAsync(name, cancellation) is { } origin)
        {
            NodeInfo? info = (await nodeInfo.FindAsync(origin, cancellation)).Info;
            software = info?.Software is { } product ? $"{product} {info.Version}".Trim() : null;
        }

        await writer.RunAsync<int>(
            async work =>
            {
                if (await work.Db.RemoteHosts.FindAsync([name], cancellation) is { } host)
                {
                    host.SoftwareAskedAt = work.Now;
                    // What it once said stays when it says nothing for a while.
                    host.Software = software is { Length: > LongestSoftware } ? software[..LongestSoftware] : software ?? host.Software;
                }

                return 1;
            },
            cancellation
        );
    }

    /// <summary>Where its people are; in development that may be plain http.</summary>
    private async Task<Origin?> OriginAsync(string name, CancellationToken cancellation)
    {
        if (!http.AllowLoopback)
        {
            return Origin.Of($"https://{name}");
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        string? somebody = await db
            .Accounts.Where(a => a.Domain == name && a.Uri!.Contains("://" + name + "/"))
            .Select(a => a.Uri)
            .FirstOrDefaultAsync(cancellation);
        return Origin.Of(somebody);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other servers' software could not be asked for; it is tried again")]
    private partial void LogLater(Exception fault);
}
