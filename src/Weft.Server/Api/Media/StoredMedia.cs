using Microsoft.Net.Http.Headers;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Media;

/// <summary>
/// Serves what people uploaded, as it was made anew here: <c>/media/key/name</c>. Nobody is asked who they are, since
/// nobody guesses a key; nothing of it is ever read as a page or a program.
/// </summary>
internal static class StoredMedia
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapStoredMedia(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/media/{key}/{name}", Reading, ServeAsync).AllowAnyone();

    /// <summary>Ranges are answered as players ask for them, also of the end alone; beyond the end 416 with the length.</summary>
    private static async Task<IResult> ServeAsync(string key, string name, HttpContext context, IMediaFiles files)
    {
        if (!MediaPaths.IsKey(key) || MediaPaths.TypeOfName(name) is not { } type)
        {
            return Nothing(context, StatusCodes.Status404NotFound, "There is nothing here.\n");
        }

        try
        {
            if (await files.OpenAsync(key, name, context.RequestAborted) is not { } file)
            {
                return Nothing(context, StatusCodes.Status404NotFound, "There is nothing here.\n");
            }

            Guard(context.Response.Headers);
            return Results.Stream(file, type, entityTag: new EntityTagHeaderValue($"\"{key}.{name}\""), enableRangeProcessing: true);
        }
        catch (IOException)
        {
            return Nothing(context, StatusCodes.Status503ServiceUnavailable, "The store of media does not answer.\n");
        }
    }

    private static IResult Nothing(HttpContext context, int status, string sentence)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(sentence, statusCode: status);
    }

    /// <summary>What no picture lacks: it never changes, and it is nothing but a picture.</summary>
    public static void Guard(IHeaderDictionary headers)
    {
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
