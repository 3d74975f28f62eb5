using Weft.Core.Accounts;

namespace Weft.Server.Web.Pages.Site;

/// <summary>About, rules, privacy and terms.</summary>
internal static class SiteEndpoints
{
    public static void MapSitePages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/about", AboutAsync);
        foreach ((string name, string title) in new[] { ("rules", "Rules"), ("privacy", "Privacy"), ("terms", "Terms") })
        {
            pages.MapGet(
                "/" + name,
                async (SiteTexts texts, CancellationToken cancellation) =>
                    PageResults.Page<TextPage>(new { Title = title, Text = await texts.ReadAsync(name, cancellation) })
            );
        }
    }

    private static async Task<IResult> AboutAsync(
        SiteTexts texts,
        ServerFigures figures,
        AccountReader accounts,
        CancellationToken cancellation
    )
    {
        ServerFigures.Figures now = await figures.ReadAsync(cancellation);
        return PageResults.Page<AboutPage>(
            new
            {
                Text = await texts.ReadAsync("about", cancellation),
                Figures = now,
                Owner = now.OwnerId is long id ? await accounts.FindAsync(id, cancellation) : null,
            }
        );
    }
}
