using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Weft.Federation.Documents;
using Weft.Federation.Http;

namespace Weft.Federation.Finding;

/// <summary>
/// Finds in a page that somebody pasted where its document is. Nothing else in the page counts, and what is found is asked
/// itself.
/// </summary>
public sealed class DocumentLink(FederationHttpClient http)
{
    private const string Links = "link[rel~=alternate][href]";

    /// <summary>The address of the document; null when the page names none.</summary>
    public async Task<string?> FindAsync(string page, CancellationToken cancellation)
    {
        HttpOutcome outcome = await http.GetAsync(page, Wanted.Page, identity: null, cancellation);
        return outcome is HttpOutcome.Received { ContentType: "text/html" } received ? Read(received) : null;
    }

    private static string? Read(HttpOutcome.Received page)
    {
        using MemoryStream body = new(page.Body.ToArray());
        using IHtmlDocument document = new HtmlParser().ParseDocument(body);
        foreach (IElement link in document.QuerySelectorAll(Links))
        {
            string type = link.GetAttribute("type") ?? "";
            if (
                (type == ActivityStreams.MediaType || type.StartsWith("application/ld+json", StringComparison.Ordinal))
                && Uri.TryCreate(new Uri(page.Address), link.GetAttribute("href"), out Uri? address)
            )
            {
                return address.AbsoluteUri;
            }
        }

        return null;
    }
}
