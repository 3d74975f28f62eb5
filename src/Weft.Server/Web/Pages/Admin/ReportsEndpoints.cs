using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Reports;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Admin;

/// <summary>Reports that wait for a moderator. Does not exist for those who do not moderate.</summary>
internal static class ReportsEndpoints
{
    private const string Path = "/admin/reports";
    private const int PageSize = 40;

    public static void MapReports(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder reports = pages.MapGroup(Path).RequireAuthorization();
        reports.MapGet("", ShowAsync);
        reports.MapPost("/{report:long}/resolve", ResolveAsync);
    }

    private static async Task<IResult> ShowAsync(long? max_id, Caller caller, OpenReports reports, CancellationToken cancellation) =>
        caller.Role >= Role.Moderator
            ? PageResults.Page<ReportsPage>(
                new { Reports = await reports.ReadAsync(TimelineEndpoints.Part(max_id, PageSize), cancellation) }
            )
            : PageResults.NotFound();

    private static async Task<IResult> ResolveAsync(
        long report,
        HttpContext context,
        Caller caller,
        ResolveReportHandler resolve,
        CancellationToken cancellation
    )
    {
        if (caller.Role < Role.Moderator)
        {
            return PageResults.NotFound();
        }

        Outcome<bool> resolved = await resolve.RunAsync(new ResolveReport(caller.Me, report), cancellation);
        return resolved.Succeeded ? PageResults.Done(context, Path) : PageResults.Refused(resolved.Refusal);
    }
}
