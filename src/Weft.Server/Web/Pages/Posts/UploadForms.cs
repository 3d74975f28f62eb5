using Weft.Core;
using Weft.Core.Media;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web.Pages.Posts;

/// <summary>Uploads from the composer's script: one file a form, answered with what to show of it.</summary>
internal static class UploadForms
{
    /// <summary>How long an answer waits for a photo; the script asks again for what takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapUploadForms(this RouteGroupBuilder pages, MediaSettings settings)
    {
        RouteGroupBuilder uploads = pages.MapGroup("/compose/media").RequireAuthorization();
        uploads.MapPost("", TakeAsync).LimitRate(RateLimit.Uploading).AllowFilms(1, settings);
        uploads.MapGet("/{id:long}", ShowAsync);
        uploads.MapPost("/{id:long}/remove", RemoveAsync);
    }

    private static async Task<IResult> TakeAsync(HttpRequest request, Caller caller, ComposedMedia media, CancellationToken cancellation)
    {
        IFormCollection form = await request.ReadFormAsync(cancellation);
        return form.Files.GetFile("file") is { Length: > 0 } file
            ? Answer(await media.TakeAsync(caller.Me, file, Patience, cancellation))
            : Fault("The file is empty.");
    }

    private static async Task<IResult> ShowAsync(long id, Caller caller, ComposedMedia media, CancellationToken cancellation) =>
        Answer(await media.FindAsync(caller.Me, id, cancellation));

    private static async Task<IResult> RemoveAsync(long id, Caller caller, RemoveMediaHandler remove, CancellationToken cancellation)
    {
        await remove.RunAsync(new RemoveMedia(caller.Me, id), cancellation);
        return Results.NoContent();
    }

    private static IResult Answer(Outcome<UploadView> outcome) =>
        !outcome.Succeeded
            ? Fault(ComposedMedia.Sentence(outcome.Refusal))
            : Results.Json(
                new UploadAnswer(
                    FormattableString.Invariant($"{outcome.Value.Media.Id}"),
                    outcome.Value.State == MediaState.Ready,
                    outcome.Value.State == MediaState.Ready && outcome.Value.Media.Small is { } small ? Urls.Media(small) : null
                )
            );

    private static IResult Fault(string sentence) =>
        Results.Json(new UploadFault(sentence), statusCode: StatusCodes.Status422UnprocessableEntity);

    private sealed record UploadAnswer(string Id, bool Ready, string? Picture);

    private sealed record UploadFault(string Error);
}
