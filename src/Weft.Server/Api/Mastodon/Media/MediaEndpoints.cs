using Weft.Core;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Media;

/// <summary>Uploads: taking them, telling how far they are, describing them, taking them back.</summary>
internal sealed class MediaEndpoints(
    MediaFolder folder,
    MediaSettings settings,
    MediaReader reader,
    MediaPresenter presenter,
    UploadMediaHandler upload,
    DescribeMediaHandler describe,
    RemoveMediaHandler remove,
    TimeProvider clock
) : IApiResource
{
    /// <summary>How long the newer endpoint waits for a photo: most are ready by then, and apps spare a question.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long the older endpoint waits, which knows no answer but "ready".</summary>
    private static readonly TimeSpan OldPatience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Post("/api/v2/media", context => UploadAsync(context, Patience)).RequireScope("write:media").LimitRate(RateLimit.Uploading);
        api.Post("/api/v1/media", context => UploadAsync(context, OldPatience)).RequireScope("write:media").LimitRate(RateLimit.Uploading);
        api.Get("/api/v1/media/{id}", ShowAsync).RequireScope("write:media");
        api.Update("/api/v1/media/{id}", DescribeAsync).RequireScope("write:media");
        api.Delete("/api/v1/media/{id}", RemoveAsync).RequireScope("write:media");
    }

    private async Task UploadAsync(HttpContext context, TimeSpan patience)
    {
        using UploadedFiles files = new(
            folder,
            new Dictionary<string, long>
            {
                ["file"] = Math.Max(settings.VideoBytes, MediaLimits.PhotoBytes),
                ["thumbnail"] = MediaLimits.PhotoBytes,
            }
        );
        RequestFields fields = await RequestFields.ReadAsync(context, files);
        if (files.Find("file") is not { } file)
        {
            throw fields.Invalid("file", "can't be blank");
        }

        Outcome<TakenUpload> taken = await upload.RunAsync(
            new UploadMedia(context.Caller!.Me, file)
            {
                Description = fields.Text("description"),
                Focus = fields.Focus(),
                Thumbnail = ThumbnailOf(fields, files),
            },
            context.RequestAborted
        );
        if (!taken.Succeeded)
        {
            await context.RefuseAsync(taken.Refusal);
            return;
        }

        await Task.WhenAny(taken.Value.End, Task.Delay(patience, clock, context.RequestAborted));
        await AnswerAsync(context, taken.Value.Id, StatusCodes.Status202Accepted);
    }

    private Task ShowAsync(HttpContext context) => AnswerAsync(context, context.PathId(), StatusCodes.Status206PartialContent);

    private async Task DescribeAsync(HttpContext context)
    {
        using UploadedFiles files = new(folder, new Dictionary<string, long> { ["thumbnail"] = MediaLimits.PhotoBytes });
        RequestFields fields = await RequestFields.ReadAsync(context, files);
        Outcome<long> outcome = await describe.RunAsync(
            new DescribeMedia(context.Caller!.Me, context.PathId(), fields.TextOrCleared("description"), fields.Focus())
            {
                Thumbnail = ThumbnailOf(fields, files),
            },
            context.RequestAborted
        );
        await context.AnswerAsync(outcome, id => AnswerAsync(context, id, StatusCodes.Status200OK));
    }

    private async Task RemoveAsync(HttpContext context) =>
        await context.AnswerAsync(
            await remove.RunAsync(new RemoveMedia(context.Caller!.Me, context.PathId()), context.RequestAborted),
            _ => context.AnswerNothingAsync()
        );

    /// <summary>The file of the picture that is to stand for a video or a sound; null for none.</summary>
    /// <exception cref="BadFieldException">It is no file.</exception>
    private static string? ThumbnailOf(RequestFields fields, UploadedFiles files) =>
        files.Find("thumbnail")
        ?? (string.IsNullOrEmpty(fields.Text("thumbnail")) ? null : throw fields.Invalid("thumbnail", "is no file"));

    /// <param name="context">The request.</param>
    /// <param name="id">The upload.</param>
    /// <param name="unready">The status that says that it is not ready yet.</param>
    private async Task AnswerAsync(HttpContext context, long id, int unready)
    {
        UploadView? view = await reader.FindAsync(context.Caller!.Me, id, context.RequestAborted);
        switch (view)
        {
            case null:
                await context.RefuseNotFoundAsync();
                break;
            case { State: MediaState.Failed }:
                await context.RefuseUnavailableAsync($"Validation failed: File {view.Failure}");
                break;
            default:
                context.Response.StatusCode = view.State == MediaState.Ready ? StatusCodes.Status200OK : unready;
                await context.AnswerAsync(presenter.Present(view), MastodonJson.Wire.MediaJson);
                break;
        }
    }
}
