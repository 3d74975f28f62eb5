using Microsoft.AspNetCore.Antiforgery;

namespace Weft.Server.Web;

/// <summary>Stands before every page: begins the visit and guards forms.</summary>
internal sealed class PageFilter(PageVisit visit, IAntiforgery forms) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        await visit.BeginAsync(http);
        if (HttpMethods.IsPost(http.Request.Method) && !await IsFormAsync(http))
        {
            return PageResults.Oops(
                StatusCodes.Status400BadRequest,
                "This form is too old",
                "Go back, load the page again, and send it once more."
            );
        }

        return await next(context);
    }

    /// <summary>False for a form that is not ours, or that cannot be read at all.</summary>
    private async Task<bool> IsFormAsync(HttpContext http)
    {
        try
        {
            return await forms.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException fault)
        {
            return fault.InnerException is BadHttpRequestException bad
                ? throw new BadHttpRequestException(bad.Message, bad.StatusCode, bad)
                : false;
        }
    }
}
