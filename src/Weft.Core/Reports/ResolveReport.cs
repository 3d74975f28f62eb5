using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Core.Reports;

/// <summary>A moderator is done with a report.</summary>
/// <param name="ModeratorId">Who; has to moderate.</param>
/// <param name="ReportId">Which.</param>
public sealed record ResolveReport(long ModeratorId, long ReportId);

/// <summary>Does <see cref="ResolveReport"/>. Doing it twice changes nothing.</summary>
public sealed class ResolveReportHandler(IWriter writer)
{
    /// <summary>True when it was open. <see cref="Refusal.NotFound"/> when there is none.</summary>
    public Task<Outcome<bool>> RunAsync(ResolveReport resolve, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        return writer.RunAsync<bool>(
            async work =>
            {
                if (!await Moderators.IncludeAsync(work.Db, resolve.ModeratorId, cancellation))
                {
                    return Refused.NotAllowed("Only moderators decide on reports.");
                }

                if (await work.Db.Reports.FindAsync([resolve.ReportId], cancellation) is not { } report)
                {
                    return Refused.NotFound;
                }

                bool open = report.ResolvedAt is null;
                report.ResolvedAt ??= work.Now;
                report.ResolvedById ??= resolve.ModeratorId;
                return open;
            },
            cancellation
        );
    }
}
