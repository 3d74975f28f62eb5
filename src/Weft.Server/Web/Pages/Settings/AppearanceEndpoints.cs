using Weft.Server.Hosting;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>Theme and contrast: cookies of the browser, for visitors too.</summary>
internal static class AppearanceEndpoints
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public static void MapAppearance(this RouteGroupBuilder pages)
    {
        pages.MapGet("/settings/appearance", (bool? saved) => PageResults.Page<AppearancePage>(new { Saved = saved == true }));
        pages.MapPost("/settings/appearance", SaveAsync);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, WeftOptions options, CancellationToken cancellation)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellation);
        Keep(context.Response, options, "theme", form["theme"].ToString(), "light", "dark");
        Keep(context.Response, options, "contrast", form["contrast"].ToString(), "normal", "more");
        return PageResults.GoTo("/settings/appearance?saved=true");
    }

    private static void Keep(HttpResponse response, WeftOptions options, string name, string value, params ReadOnlySpan<string> known)
    {
        CookieOptions cookie = new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Life,
            SameSite = SameSiteMode.Lax,
            Secure = options.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        };
        if (known.Contains(value))
        {
            response.Cookies.Append(name, value, cookie);
        }
        else
        {
            response.Cookies.Delete(name);
        }
    }
}
