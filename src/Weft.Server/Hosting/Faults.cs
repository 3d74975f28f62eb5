using System.Text.Json;
using Weft.Core.Storage;
using Weft.Server.Api.Binding;
using Weft.Server.Web;

namespace Weft.Server.Hosting;

/// <summary>
/// The last net: a database that cannot be reached is 503, a request that the server cannot read is 4xx, and a bug is a
/// 500 without a stack trace. Apps get JSON, people a page.
/// </summary>
internal static partial class Faults
{
    /// <summary>The system's number for a device without space, ENOSPC, which .NET hands on.</summary>
    private const int NoSpace = 28;

    public static void UseFaults(this WebApplication app)
    {
        ILogger log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Weft.Server.Faults");
        IDialect dialect = app.Services.GetRequiredService<IDialect>();
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (Exception fault) when (!context.Response.HasStarted)
                {
                    await AnswerAsync(context, fault, dialect, log);
                }
            }
        );
    }

    private static async Task AnswerAsync(HttpContext context, Exception fault, IDialect dialect, ILogger log)
    {
        switch (fault)
        {
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            case BadFieldException bad:
                await WriteAsync(context, bad.StatusCode, bad.Message);
                return;
            case BadHttpRequestException bad:
                await WriteAsync(
                    context,
                    bad.StatusCode,
                    bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The request is too large" : "The request could not be read"
                );
                return;
            case var _
                when fault is StorageUnavailableException || dialect.IsUnavailable(fault) || Causes.Any<IOException>(fault, IsNoSpace):
                LogUnavailable(log, fault);
                context.Response.Headers.RetryAfter = "5";
                await WriteAsync(
                    context,
                    StatusCodes.Status503ServiceUnavailable,
                    "There was a temporary problem serving your request, please try again"
                );
                return;
            default:
                LogBug(log, fault, context.Request.Method, context.Request.Path);
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong on our side");
                return;
        }
    }

    /// <summary>An error in the shape that the caller reads: JSON under /api and /oauth, else a page.</summary>
    internal static async Task WriteAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        if (WantsJson(context.Request))
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync($"{{\"error\":\"{JsonEncodedText.Encode(sentence)}\"}}");
        }
        else if (FaultPage.IsWanted(context.Request))
        {
            await FaultPage.WriteAsync(context, sentence);
        }
        else
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(sentence + "\n");
        }
    }

    /// <summary>True for the doors of apps.</summary>
    internal static bool WantsJson(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/oauth", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/oauth/authorize", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/.well-known", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/nodeinfo", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is unavailable")]
    private static partial void LogUnavailable(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected fault at {Method} {Path}")]
    private static partial void LogBug(ILogger log, Exception fault, string method, PathString path);

    private static bool IsNoSpace(IOException fault) => fault.HResult == NoSpace;
}
