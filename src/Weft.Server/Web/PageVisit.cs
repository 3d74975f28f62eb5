using Weft.Core.Accounts;
using Weft.Core.Notifications;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web;

/// <summary>Begins every page: finds out who looks and what they have not seen, and sends the headers that keep a page safe.</summary>
internal sealed class PageVisit(AccountReader accounts, NotificationReader notifications)
{
    /// <summary>What a page may load and do: its own files, its own forms, nothing inline.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The badge counts no further.</summary>
    private const int MaxUnread = 99;

    /// <summary>Fills the request's <see cref="PageContext"/>.</summary>
    public async Task BeginAsync(HttpContext http)
    {
        Guard(http.Response);
        AccountModel? viewer = http.Caller?.AccountId is long id ? await accounts.FindAsync(id, http.RequestAborted) : null;
        // A form answers with another page, which counts for itself.
        int unread =
            viewer is not null && HttpMethods.IsGet(http.Request.Method)
                ? await notifications.CountUnreadAsync(viewer.Id, NotificationFilter.All, MaxUnread, http.RequestAborted)
                : 0;
        http.RequestServices.GetRequiredService<PageContext>().Fill(http, viewer, unread);
    }

    /// <summary>The headers of every page.</summary>
    public static void Guard(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers.Vary = "Accept, Cookie";
    }
}
