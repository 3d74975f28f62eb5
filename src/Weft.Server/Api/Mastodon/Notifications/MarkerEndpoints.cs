using Weft.Core;
using Weft.Core.Notifications;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Notifications;

/// <summary>How far the caller has read. A timeline that was never read says 0: apps fail where the key is missing.</summary>
internal sealed class MarkerEndpoints(MarkerReader markers, SaveMarkerHandler save) : IApiResource
{
    private static readonly string[] Timelines = [Marker.Home, Marker.Notifications];

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/markers", ReadAsync).RequireScope("read:statuses");
        api.Post("/api/v1/markers", SaveAsync).RequireScope("write:statuses");
    }

    private async Task ReadAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<string> asked = fields.Texts("timeline");
        IReadOnlyList<MarkerModel> saved = await markers.ReadAsync(context.Caller!.Me, context.RequestAborted);
        Dictionary<string, MarkerJson> answer = [];
        foreach (string timeline in Timelines.Where(timeline => asked.Count == 0 || asked.Contains(timeline)))
        {
            answer[timeline] = saved.FirstOrDefault(marker => marker.Timeline == timeline) is MarkerModel marker
                ? Present(marker)
                : new MarkerJson("0", 0, DateTimeOffset.UnixEpoch);
        }

        await context.AnswerAsync(answer, MastodonJson.Wire.DictionaryStringMarkerJson);
    }

    private async Task SaveAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Dictionary<string, MarkerJson> answer = [];
        foreach (string timeline in Timelines)
        {
            if (fields.Object(timeline)?.Id("last_read_id") is not long id)
            {
                continue;
            }

            Outcome<MarkerModel> outcome = await save.RunAsync(new SaveMarker(context.Caller!.Me, timeline, id), context.RequestAborted);
            if (!outcome.Succeeded)
            {
                await context.RefuseAsync(outcome.Refusal);
                return;
            }

            answer[timeline] = Present(outcome.Value);
        }

        await context.AnswerAsync(answer, MastodonJson.Wire.DictionaryStringMarkerJson);
    }

    private static MarkerJson Present(MarkerModel marker) => new(IdText.Of(marker.LastReadId), marker.Version, marker.UpdatedAt);
}
