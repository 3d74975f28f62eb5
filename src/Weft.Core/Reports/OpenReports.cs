using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Reports;

/// <summary>A report as moderators see it.</summary>
/// <param name="Report">The report.</param>
/// <param name="Reporter">Who reports; null when that account is gone.</param>
/// <param name="Target">Who is reported; null when that account is gone.</param>
/// <param name="Posts">The posts that are still there, whoever may see them.</param>
public sealed record OpenReport(Report Report, AccountModel? Reporter, AccountModel? Target, IReadOnlyList<PostModel> Posts);

/// <summary>Reads the reports that nobody is done with. For those who moderate: the caller has made sure of that.</summary>
public sealed class OpenReports(IDbContextFactory<WeftDb> contexts, AccountReader accounts, PostLoader posts)
{
    /// <summary>A part of them, the newest first. Reads all shards.</summary>
    public async Task<Page<OpenReport>> ReadAsync(PageRequest page, CancellationToken cancellation)
    {
        long below = page.Below;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<Report> open = await db
            .Reports.AsNoTracking()
            .Where(r => r.ResolvedAt == null && r.Id < below)
            .OrderByDescending(r => r.Id)
            .Take(page.Limit)
            .ToListAsync(cancellation);
        Dictionary<long, AccountModel> people = await accounts.ReadByIdAsync(
            open.SelectMany(r => new[] { r.ReporterId, r.TargetId }),
            cancellation
        );
        Dictionary<long, PostModel> said = await posts.LoadAsync([.. open.SelectMany(r => r.PostIds).Distinct()], cancellation);
        return new Page<OpenReport>(
            [
                .. open.Select(r => new OpenReport(
                    r,
                    people.GetValueOrDefault(r.ReporterId),
                    people.GetValueOrDefault(r.TargetId),
                    [.. r.PostIds.Select(id => said.GetValueOrDefault(id)).OfType<PostModel>()]
                )),
            ],
            open.FirstOrDefault()?.Id,
            open.LastOrDefault()?.Id,
            open.Count == page.Limit
        );
    }

    /// <summary>One report, open or not; null for none.</summary>
    public async Task<Report?> FindAsync(long id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellation);
    }
}
