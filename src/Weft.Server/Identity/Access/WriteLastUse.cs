using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Access;

/// <summary>Writes down now and then when tokens and sessions were last used, many at a time and never while a request waits.</summary>
internal sealed class WriteLastUse(LastUse uses, IWriter writer, TimeProvider clock, ILogger<WriteLastUse> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await uses.Uses.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken);
            List<LastUse.Use> batch = [];
            while (batch.Count < Batch && uses.Uses.TryRead(out LastUse.Use use))
            {
                batch.Add(use);
            }

            try
            {
                await WriteAsync(batch, stoppingToken);
            }
            catch (StorageUnavailableException fault)
            {
                log.LogWarning(fault, "When {Count} tokens and sessions were last used could not be written down", batch.Count);
            }
        }
    }

    private Task<Outcome<bool>> WriteAsync(List<LastUse.Use> batch, CancellationToken cancellation)
    {
        long[] tokens = [.. batch.Where(u => !u.IsSession).Select(u => u.Id).Distinct()];
        long[] sessions = [.. batch.Where(u => u.IsSession).Select(u => u.Id).Distinct()];
        return writer.RunAsync<bool>(
            async work =>
            {
                await work
                    .Db.AccessTokens.Where(t => tokens.Contains(t.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, work.Now), cancellation);
                await work
                    .Db.Sessions.Where(s => sessions.Contains(s.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, work.Now), cancellation);
                return true;
            },
            cancellation
        );
    }
}
