using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Federation.Hosts;

/// <summary>
/// Hears of decisions about other servers that were made elsewhere, on the command line or in another process, and lets
/// go of what this one keeps in memory.
/// </summary>
public sealed partial class WatchHosts(
    IDbContextFactory<WeftDb> contexts,
    JudgeByModeHandler mode,
    EventSink events,
    TimeProvider clock,
    ILogger<WatchHosts> log
) : BackgroundService
{
    /// <summary>How long such a decision takes to be seen everywhere, at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private string? seen;

    /// <summary>Looks once; answers whether there was something new.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        string now = await db.Settings.Where(s => s.Name == Standings.Stamp).Select(s => s.Value).FirstOrDefaultAsync(cancellation) ?? "";
        bool isNew = seen is not null && seen != now;
        seen = now;
        if (isNew)
        {
            events.Publish([new HostsJudged()]);
        }

        return isNew;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool begun = false;
        using PeriodicTimer timer = new(Interval, clock);
        do
        {
            try
            {
                begun = begun || await BeginAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the next round looks again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogLater(fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> BeginAsync(CancellationToken cancellation)
    {
        await mode.RunAsync(cancellation);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was decided about other servers could not be read; it is tried again")]
    private partial void LogLater(Exception fault);
}
