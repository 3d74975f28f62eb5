using Microsoft.Net.Http.Headers;

namespace Weft.Server.Api.ActivityPub;

/// <summary>
/// People and servers use the same addresses: <c>/@name</c> and <c>/@name/id</c> are a page for those who want HTML and a
/// document for those who ask for ActivityStreams; <c>/users/name</c> the other way round.
/// </summary>
internal static class Negotiation
{
    private enum Form
    {
        Page,
        Document,
    }

    /// <summary>Comes before routing: leads who asks a page's address for a document to the document.</summary>
    public static void UseNegotiation(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (DocumentOf(context.Request) is string document)
                {
                    context.Request.Path = document;
                }

                return next(context);
            }
        );

    /// <summary>Whether the caller is a person with a browser, as far as the request tells.</summary>
    public static bool PrefersPage(this HttpRequest request) => Preferred(request) == Form.Page;

    private static string? DocumentOf(HttpRequest request)
    {
        if (
            request.Path.Value is not ['/', '@', .. { Length: > 0 } rest]
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || rest.Contains('@', StringComparison.Ordinal)
            || Preferred(request) != Form.Document
        )
        {
            return null;
        }

        return rest.TrimEnd('/').Split('/') switch
        {
            [string name] => $"/users/{name}",
            [string name, string id] when id.All(char.IsAsciiDigit) => $"/users/{name}/statuses/{id}",
            _ => null,
        };
    }

    /// <summary>What is wanted most, the first of equals; null for neither or for anything.</summary>
    private static Form? Preferred(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted))
        {
            return null;
        }

        Form? preferred = null;
        double most = 0;
        foreach (MediaTypeHeaderValue type in accepted)
        {
            double quality = type.Quality ?? 1;
            if (quality > most && FormOf(type) is Form form)
            {
                (preferred, most) = (form, quality);
            }
        }

        return preferred;
    }

    private static Form? FormOf(MediaTypeHeaderValue type) =>
        type.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/html" or "application/xhtml+xml" => Form.Page,
            "application/activity+json" or "application/ld+json" => Form.Document,
            _ => null,
        };
}
