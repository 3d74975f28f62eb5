using Weft.Federation.Threads;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>How far something has come that goes on after an answer: the reading of a thread at other servers.</summary>
internal sealed class AsyncRefreshEndpoints(ThreadsWanted threads) : IApiResource
{
    /// <summary>Seconds until it is worth asking again.</summary>
    private const int Retry = 3;

    /// <inheritdoc/>
    public void Map(ApiRoutes api) => api.Get("/api/v1_alpha/async_refreshes/{id}", ShowAsync).RequireScope("read");

    /// <summary>Tells an app, before the answer is sent, that more may come, and by which id it can ask.</summary>
    public static void Tell(HttpResponse response, ThreadReading reading) =>
        response.Headers["Mastodon-Async-Refresh"] = $"id=\"{reading.Id}\", retry={Retry}";

    private Task ShowAsync(HttpContext context) =>
        threads.Find(context.PathText("id")) is { } reading
            ? context.AnswerAsync(new AsyncRefreshAnswerJson(Present(reading)), MastodonJson.Wire.AsyncRefreshAnswerJson)
            : context.RefuseNotFoundAsync();

    /// <summary>The end is looked at first: what is counted then is all.</summary>
    private static AsyncRefreshJson Present(ThreadReading reading)
    {
        string status = reading.IsFinished ? "finished" : "running";
        return new AsyncRefreshJson(reading.Id, status, reading.Found);
    }
}

/// <summary>The answer of <c>GET /api/v1_alpha/async_refreshes/:id</c>.</summary>
internal sealed record AsyncRefreshAnswerJson(AsyncRefreshJson AsyncRefresh);

/// <summary>The entity AsyncRefresh.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>running</c> or <c>finished</c>.</param>
/// <param name="ResultCount">How many new statuses came of it until now.</param>
internal sealed record AsyncRefreshJson(string Id, string Status, int ResultCount);
