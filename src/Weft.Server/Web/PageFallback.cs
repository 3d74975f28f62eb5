using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Server.Hosting;

namespace Weft.Server.Web;

/// <summary>
/// A page where there is none: unknown addresses, and those that cannot be read. No fallback endpoint, since that would
/// turn the API's 405 into 404.
/// </summary>
internal static class PageFallback
{
    /// <summary>Comes before routing's own empty answers are sent.</summary>
    public static void UsePageFallback(this WebApplication app)
    {
        PageVisit visit = app.Services.GetRequiredService<PageVisit>();
        app.Use(
            async (context, next) =>
            {
                await next(context);
                HttpResponse response = context.Response;
                if (
                    response.HasStarted
                    || response.ContentType is not null
                    || response.StatusCode
                        is not (
                            StatusCodes.Status400BadRequest
                            or StatusCodes.Status404NotFound
                            or StatusCodes.Status405MethodNotAllowed
                            or StatusCodes.Status413PayloadTooLarge
                            or StatusCodes.Status415UnsupportedMediaType
                        )
                    || Faults.WantsJson(context.Request)
                    || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
                )
                {
                    return;
                }

                await visit.BeginAsync(context);
                await Page(response.StatusCode).ExecuteAsync(context);
            }
        );
    }

    private static RazorComponentResult Page(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => PageResults.NotFound(),
            StatusCodes.Status413PayloadTooLarge => PageResults.Oops(status, "That is too large", "Send less at once."),
            _ => PageResults.Oops(status, "That could not be read", "The address or the form may have been changed on its way."),
        };
}
