using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Reports;

/// <summary>Tells the moderators of an account.</summary>
/// <param name="ReporterId">Who reports.</param>
/// <param name="TargetId">Who is reported.</param>
/// <param name="PostIds">Which of its posts; those of others are left out.</param>
/// <param name="Comment">What is wrong, in words; what is too long is refused.</param>
/// <param name="Category">What is wrong.</param>
/// <param name="Forward">Tell the server of the account too, without saying who reports. Of an account of this server it means nothing.</param>
public sealed record FileReport(
    long ReporterId,
    long TargetId,
    IReadOnlyList<long> PostIds,
    string Comment,
    ReportCategory Category = ReportCategory.Other,
    bool Forward = false
);

/// <summary>Does <see cref="FileReport"/>.</summary>
public sealed class FileReportHandler(IWriter writer)
{
    /// <summary>
    /// The report; <see cref="Refusal.NotFound"/> when there is no such account, <see cref="Refusal.Invalid"/> for a comment
    /// that is too long (<c>comment</c>) or too many posts (<c>status_ids</c>).
    /// </summary>
    public Task<Outcome<Report>> RunAsync(FileReport file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Comment.Length > Report.MaxComment)
        {
            return Refuse("comment", "too_long", $"is too long (maximum is {Report.MaxComment} characters)");
        }

        return file.PostIds.Count > Report.MaxPosts
            ? Refuse("status_ids", "too_long", $"are too many (maximum is {Report.MaxPosts})")
            : writer.RunAsync(work => FileAsync(work, file, cancellation), cancellation);
    }

    private static Task<Outcome<Report>> Refuse(string field, string code, string reason) =>
        Task.FromResult<Outcome<Report>>(Refused.Invalid(field, code, reason));

    private static async Task<Outcome<Report>> FileAsync(Work work, FileReport file, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        var target = await db.Accounts.Where(a => a.Id == file.TargetId).Select(a => new { a.Domain }).FirstOrDefaultAsync(cancellation);
        if (target is null || !await db.Accounts.AnyAsync(a => a.Id == file.ReporterId, cancellation))
        {
            return Refused.NotFound;
        }

        int shard = SnowflakeId.ShardOf(file.TargetId);
        Report report = new()
        {
            Id = work.Ids.Next(shard),
            Shard = shard,
            ReporterId = file.ReporterId,
            TargetId = file.TargetId,
            PostIds = await db
                .Posts.Where(p => file.PostIds.Contains(p.Id) && p.AuthorId == file.TargetId && p.RepostOfId == null)
                .VisibleTo(db, file.ReporterId)
                .OrderBy(p => p.Id)
                .Select(p => p.Id)
                .ToListAsync(cancellation),
            Comment = file.Comment,
            Category = file.Category,
            Forwarded = file.Forward && target.Domain is not null,
            CreatedAt = work.Now,
        };
        db.Reports.Add(report);
        if (report.Forwarded)
        {
            // By the server itself, so that the other server does not learn who reports.
            OutboxEntry entry = work.TellAccount(OutboxAct.Flag, ActorKey.InstanceActor, file.TargetId);
            entry.SubjectId = report.Id;
        }

        return report;
    }
}
