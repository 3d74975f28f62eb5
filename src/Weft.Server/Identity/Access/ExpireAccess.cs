using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;
using Weft.Server.Identity.Sessions;

namespace Weft.Server.Identity.Access;

/// <summary>Removes what opens nothing any more: codes that were not redeemed in time, invitations that expired, sessions that nobody used for a year.</summary>
internal sealed class ExpireAccess(IWriter writer, TimeProvider clock, ILogger<ExpireAccess> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (StorageUnavailableException fault)
            {
                log.LogWarning(fault, "Codes and sessions that are too old stay until the database can write again");
            }
        }
    }

    private Task<Outcome<int>> RunAsync(CancellationToken cancellation) =>
        writer.RunAsync<int>(
            async work =>
            {
                DateTimeOffset unused = work.Now - SessionCookie.Life;
                return await work.Db.AuthorizationCodes.Where(c => c.ExpiresAt <= work.Now).ExecuteDeleteAsync(cancellation)
                    + await work.Db.Invitations.Where(i => i.ExpiresAt <= work.Now).ExecuteDeleteAsync(cancellation)
                    + await work.Db.Sessions.Where(s => s.LastSeenAt < unused).ExecuteDeleteAsync(cancellation);
            },
            cancellation
        );
}
