using Microsoft.AspNetCore.Antiforgery;
using Weft.Core.Accounts;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web;

/// <summary>What every page knows besides its own subject: who looks, from where, and how it should look. One for each request.</summary>
internal sealed class PageContext(Assets assets, WeftOptions options, IAntiforgery forms, TimeProvider clock)
{
    private HttpContext http = null!;

    /// <summary>Who looks; null for a visitor.</summary>
    public AccountModel? Viewer { get; private set; }

    /// <summary>Who looks, with the role.</summary>
    public Caller? Caller => http.Caller;

    /// <summary>How many notifications the viewer has not seen, up to 99.</summary>
    public int Unread { get; private set; }

    /// <summary>The server.</summary>
    public WeftOptions Server => options;

    /// <summary>This moment, from which "4m" counts.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>The path and query of this page, to come back to.</summary>
    public string Here => http.Request.Path + http.Request.QueryString;

    /// <summary>The path of this page.</summary>
    public string Path => http.Request.Path;

    /// <summary><c>light</c>, <c>dark</c> or null for the system's choice.</summary>
    public string? Theme => Choice("theme", "light", "dark");

    /// <summary><c>more</c>, <c>normal</c> or null for the system's choice.</summary>
    public string? Contrast => Choice("contrast", "more", "normal");

    /// <summary>The token that every form carries, so that no other site can post in the viewer's name.</summary>
    public string FormToken => field ??= forms.GetAndStoreTokens(http).RequestToken!;

    /// <summary>The address of a style sheet, script or picture.</summary>
    public string Asset(string path) => assets[path];

    /// <summary>The address to log in at and come back from.</summary>
    public string LogInAddress => "/login?next=" + Uri.EscapeDataString(Here);

    /// <summary>Called once, before the page is made.</summary>
    internal void Fill(HttpContext context, AccountModel? viewer, int unread)
    {
        http = context;
        Viewer = viewer;
        Unread = unread;
    }

    private string? Choice(string cookie, params ReadOnlySpan<string> known) =>
        http.Request.Cookies.TryGetValue(cookie, out string? value) && known.Contains(value) ? value : null;
}
