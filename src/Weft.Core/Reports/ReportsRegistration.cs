using Microsoft.Extensions.DependencyInjection;

namespace Weft.Core.Reports;

/// <summary>What this room offers.</summary>
public static class ReportsRegistration
{
    /// <summary>Adds the commands and the reader of reports; wants accounts and posts.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) =>
        services.AddSingleton<FileReportHandler>().AddSingleton<ResolveReportHandler>().AddSingleton<OpenReports>();
}
