using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Sessions;

/// <summary>Logs out all browsers of a person but one.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="KeepId">The session that stays; null for none.</param>
internal sealed record EndOtherSessions(long AccountId, long? KeepId);

/// <summary>Does <see cref="EndOtherSessions"/>.</summary>
internal sealed class EndOtherSessionsHandler(IWriter writer)
{
    /// <summary>How many were ended.</summary>
    public Task<Outcome<int>> RunAsync(EndOtherSessions end, CancellationToken cancellation) =>
        writer.RunAsync<int>(async work => await InAsync(work, end, cancellation), cancellation);

    /// <summary>The same inside another command.</summary>
    internal static async Task<int> InAsync(Work work, EndOtherSessions end, CancellationToken cancellation)
    {
        int ended = await work.Db.Sessions.Where(s => s.AccountId == end.AccountId && s.Id != end.KeepId).ExecuteDeleteAsync(cancellation);
        // Drops what is cached of tokens too, which costs them one look at the table.
        work.Raise(new AccessRevoked(end.AccountId, null));
        return ended;
    }
}
