using Weft.Server.Hosting;

namespace Weft.Server.Identity.Sessions;

/// <summary>The cookie that holds a session's key: no script reads it, and other sites' forms do not send it.</summary>
internal sealed class SessionCookie(WeftOptions options)
{
    /// <summary>How long a browser keeps it, and how long a session lives that nobody uses.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private readonly bool secure = options.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The prefix makes browsers refuse the cookie from anything but this very host over https.</summary>
    public string Name => secure ? "__Host-weft" : "weft";

    /// <summary>The key that the browser sent; null for none.</summary>
    public string? Read(HttpRequest request) => request.Cookies[Name];

    /// <summary>Gives the browser a key.</summary>
    public void Write(HttpResponse response, string key)
    {
        CookieOptions cookie = Options();
        cookie.MaxAge = Life;
        response.Cookies.Append(Name, key, cookie);
    }

    /// <summary>Takes it away.</summary>
    public void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options());

    private CookieOptions Options() =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = secure,
        };
}
