using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Weft.Server.Web.Pages.Gate;

/// <summary>The pages before one is in: log-in, sign-up, consent.</summary>
internal static class GatePages
{
    /// <summary>
    /// Without <c>form-action</c>: browsers hold it against the redirects that follow a form too, and these lead to
    /// wherever an app wants people back, by schemes of its own. Such a page also opens in a pop-up of the app, so it
    /// sets no <c>Cross-Origin-Opener-Policy</c>.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A page with its model.</summary>
    public static IResult Show<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new GateResult(new RazorComponentResult<TPage>(model) { StatusCode = status });

    private sealed class GateResult(IResult page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            return page.ExecuteAsync(httpContext);
        }
    }
}
