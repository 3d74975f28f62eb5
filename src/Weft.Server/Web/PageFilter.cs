using Microsoft.AspNetCore.Antiforgery;
using Weft.Core.Accounts;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web;

/// <summary>Stands before every page: finds out who looks, guards forms, and sends the headers that keep a page safe.</summary>
internal sealed class PageFilter(AccountReader accounts, IAntiforgery forms) : IEndpointFilter
{
    /// <summary>What a page may load and do: its own files, its own forms, nothing inline.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "private, no-store";
        headers.Vary = "Cookie";
        AccountModel? viewer = http.Caller?.AccountId is long id ? await accounts.FindAsync(id, http.RequestAborted) : null;
        http.RequestServices.GetRequiredService<PageContext>().Fill(http, viewer, unread: 0);
        if (HttpMethods.IsPost(http.Request.Method) && !await forms.IsRequestValidAsync(http))
        {
            return PageResults.Oops(
                StatusCodes.Status400BadRequest,
                "This form is too old",
                "Go back, load the page again, and send it once more."
            );
        }

        return await next(context);
    }
}
