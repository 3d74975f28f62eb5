using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Sessions;

/// <summary>Logs one browser out: the own one, or another one of the same person.</summary>
/// <param name="AccountId">Who asks.</param>
/// <param name="SessionId">Which.</param>
internal sealed record EndSession(long AccountId, long SessionId);

/// <summary>Does <see cref="EndSession"/>.</summary>
internal sealed class EndSessionHandler(IWriter writer)
{
    /// <summary>True when it was open. Refused for another person's.</summary>
    public Task<Outcome<bool>> RunAsync(EndSession end, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                int ended = await work
                    .Db.Sessions.Where(s => s.Id == end.SessionId && s.AccountId == end.AccountId)
                    .ExecuteDeleteAsync(cancellation);
                if (ended == 0)
                {
                    return Refused.NotFound;
                }

                work.Raise(new AccessRevoked(end.AccountId, end.SessionId));
                return true;
            },
            cancellation
        );
}
