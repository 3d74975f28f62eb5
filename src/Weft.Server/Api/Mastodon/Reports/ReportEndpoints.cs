using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Reports;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Reports;

/// <summary>Telling the moderators of somebody.</summary>
internal sealed class ReportEndpoints(FileReportHandler file, AccountReader accounts, AccountPresenter presenter) : IApiResource
{
    private static readonly Dictionary<string, ReportCategory> Categories = new()
    {
        ["other"] = ReportCategory.Other,
        ["spam"] = ReportCategory.Spam,
        ["legal"] = ReportCategory.Legal,
        ["violation"] = ReportCategory.Violation,
    };

    /// <inheritdoc/>
    public void Map(ApiRoutes api) => api.Post("/api/v1/reports", FileAsync).RequireScope("write:reports").LimitRate(RateLimit.Reporting);

    private async Task FileAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        long target = fields.Id("account_id") ?? throw BadFieldException.Missing("account_id");
        Outcome<Report> filed = await file.RunAsync(
            new FileReport(
                context.Caller!.Me,
                target,
                fields.Ids("status_ids"),
                fields.Text("comment") ?? "",
                fields.Choice("category", Categories) ?? ReportCategory.Other,
                fields.Flag("forward") ?? false
            ),
            context.RequestAborted
        );
        if (!filed.Succeeded || await accounts.FindAsync(target, context.RequestAborted) is not { } account)
        {
            await context.RefuseAsync(filed.Refusal ?? Refused.NotFound);
            return;
        }

        Report report = filed.Value!;
        await context.AnswerAsync(
            new ReportJson(
                IdText.Of(report.Id),
                report.ResolvedAt is not null,
                report.ResolvedAt,
                Categories.First(c => c.Value == report.Category).Key,
                report.Comment,
                report.Forwarded,
                report.CreatedAt,
                [.. report.PostIds.Select(id => IdText.Of(id))],
                [],
                presenter.Render(account)
            ),
            MastodonJson.Wire.ReportJson
        );
    }
}

/// <summary>A report as who made it sees it.</summary>
internal sealed record ReportJson(
    string Id,
    bool ActionTaken,
    DateTimeOffset? ActionTakenAt,
    string Category,
    string Comment,
    bool Forwarded,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> StatusIds,
    IReadOnlyList<string> RuleIds,
    RawJson TargetAccount
);
