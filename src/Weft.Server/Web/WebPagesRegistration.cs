using Weft.Server.Web.Pages.Activity;
using Weft.Server.Web.Pages.Admin;
using Weft.Server.Web.Pages.Posts;
using Weft.Server.Web.Pages.Profile;
using Weft.Server.Web.Pages.Search;
using Weft.Server.Web.Pages.Settings;
using Weft.Server.Web.Pages.Site;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web;

/// <summary>The page, rendered on the server: usable without script and better with it.</summary>
internal static class WebPagesRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<Assets>();
        services.AddSingleton<PostWords>();
        services.AddSingleton<PageVisit>();
        services.AddSingleton<SiteTexts>();
        services.AddSingleton<ComposedMedia>();
        services.AddScoped<PageContext>();
        return services;
    }

    /// <summary>Serves style sheet, scripts and pictures. Comes before routing: nobody need be logged in for them.</summary>
    public static void UseWebAssets(this WebApplication app) => app.Services.GetRequiredService<Assets>().Use(app);

    public static void MapWeb(this WebApplication app)
    {
        Core.Media.MediaSettings settings = app.Services.GetRequiredService<Core.Media.MediaSettings>();
        RouteGroupBuilder pages = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PageFilter>();
        pages.MapTimelinePages();
        pages.MapProfilePages();
        pages.MapRelationshipForms();
        pages.MapPostPages();
        pages.MapPostForms();
        pages.MapCompose(settings);
        pages.MapUploadForms(settings);
        pages.MapActivity();
        pages.MapSearch();
        pages.MapSitePages();
        pages.MapSettings();
        pages.MapRegistrations();
        pages.MapInvitations();
        pages.MapReports();
        pages.MapHosts();
    }
}
