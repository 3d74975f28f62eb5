using Microsoft.Net.Http.Headers;
using Weft.Core.Media.Remote;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Media;

/// <summary>
/// Shows pictures and films of other servers: <c>/media/others/kind/id/seal/size</c>. They are fetched when first looked at, made anew
/// as if they had been uploaded here, and served like those. What bears no seal of this server is not found.
/// </summary>
internal static class RemoteMediaEndpoint
{
    /// <summary>When to ask again for what is being made ready, in seconds; whoever asks then waits some more.</summary>
    private const string ComesIn = "5";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapRemoteMedia(this IEndpointRouteBuilder routes) =>
        routes
            .MapMethods($"/media/{PictureSeal.Folder}/{{kind}}/{{id:long}}/{{seal}}/{{size}}", Reading, ServeAsync)
            .AllowAnyone()
            .LimitRate(RateLimit.Looking);

    private static async Task<IResult> ServeAsync(
        string kind,
        long id,
        string seal,
        string size,
        HttpContext context,
        RemotePictures pictures
    )
    {
        RemotePicture picture = PictureSeal.TryReadKind(kind, out PictureKind known)
            ? await pictures.OpenAsync(known, id, seal, size, context.RequestAborted)
            : new RemotePicture.Unknown();
        if (picture is RemotePicture.Shown shown)
        {
            StoredMedia.Guard(context.Response.Headers);
            return Results.Stream(
                shown.Content,
                shown.ContentType,
                entityTag: new EntityTagHeaderValue($"\"{shown.Name}\""),
                enableRangeProcessing: true
            );
        }

        if (picture is RemotePicture.Coming)
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.RetryAfter = ComesIn;
            return Results.Text("It is being fetched and made ready.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // What may come back soon is asked for again soon.
        context.Response.Headers.CacheControl = picture is RemotePicture.Unknown ? "no-store" : "public, max-age=60";
        return picture is RemotePicture.Failed
            ? Results.Text("It could not be fetched from its own server.\n", statusCode: StatusCodes.Status502BadGateway)
            : Results.Text("There is nothing here.\n", statusCode: StatusCodes.Status404NotFound);
    }
}
