using System.Net;

namespace Weft.Server.Web;

/// <summary>The page for when something broke: made of nothing that could be broken too, no database and no session.</summary>
internal static class FaultPage
{
    /// <summary>True when it is a browser that asks.</summary>
    public static bool IsWanted(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>Sends it; the status is set already.</summary>
    public static Task WriteAsync(HttpContext context, string sentence)
    {
        HttpResponse response = context.Response;
        Assets assets = context.RequestServices.GetRequiredService<Assets>();
        (string title, string comfort) = response.StatusCode switch
        {
            StatusCodes.Status503ServiceUnavailable => ("Back in a moment", "Nothing is lost. What you wrote is kept in this browser."),
            >= 500 => (
                "A thread snapped on our side",
                "What you wrote is kept in this browser. Whoever runs this server finds it in the log."
            ),
            _ => ("That did not work", "Go back, and try it another way."),
        };
        PageVisit.Guard(response);
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            <link rel="icon" href="{assets["img/weft.svg"]}">
            <link rel="stylesheet" href="{assets["css/weft.css"]}">
            </head>
            <body>
            <main class="gate"><div class="empty"><h1>{title}</h1><p>{WebUtility.HtmlEncode(
                sentence
            )}.</p><p>{comfort}</p><a class="btn is-primary" href="/">Try again</a></div></main>
            </body>
            </html>

            """
        );
    }
}
