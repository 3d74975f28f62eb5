using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>
/// What apps ask for at their start and this server does not have: valid, empty answers, since many stop at a 404. What
/// would make something that nobody then sees is refused with a sentence.
/// </summary>
internal sealed class EmptyAnswers : IApiResource
{
    private const string NoPush = "Push notifications are not available on this server yet";

    private static readonly byte[] NoReports = """{"annual_reports":[],"accounts":[],"statuses":[]}"""u8.ToArray();

    private static readonly (string Path, string Scope)[] PersonalLists =
    [
        ("/api/v1/lists", "read:lists"),
        ("/api/v1/accounts/{id}/lists", "read:lists"),
        ("/api/v1/filters", "read:filters"),
        ("/api/v2/filters", "read:filters"),
        ("/api/v1/followed_tags", "read:follows"),
        ("/api/v1/conversations", "read:statuses"),
        ("/api/v1/scheduled_statuses", "read:statuses"),
        ("/api/v1/featured_tags", "read:accounts"),
        ("/api/v1/featured_tags/suggestions", "read:accounts"),
        ("/api/v1/suggestions", "read:accounts"),
        ("/api/v2/suggestions", "read:accounts"),
        ("/api/v1/endorsements", "read:accounts"),
        ("/api/v1/announcements", "read"),
        ("/api/v1/accounts/{id}/identity_proofs", "read:accounts"),
    ];

    private static readonly string[] PublicLists =
    [
        "/api/v1/trends",
        "/api/v1/trends/tags",
        "/api/v1/trends/statuses",
        "/api/v1/trends/links",
        "/api/v1/accounts/{id}/featured_tags",
        "/api/v1/accounts/{id}/endorsements",
    ];

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        foreach ((string path, string scope) in PersonalLists)
        {
            api.Get(path, c => c.AnswerNoneAsync()).RequireScope(scope);
        }

        foreach (string path in PublicLists)
        {
            api.Get(path, c => c.AnswerNoneAsync()).AllowAnyone();
        }

        api.Get("/api/v1/annual_reports", c => c.AnswerAsync(NoReports)).RequireScope("read:accounts");
        MapPush(api);
    }

    private static void MapPush(ApiRoutes api)
    {
        const string Path = "/api/v1/push/subscription";
        api.Get(Path, c => c.RefuseNotFoundAsync()).RequireScope("push");
        api.Update(Path, c => c.RefuseNotFoundAsync()).RequireScope("push");
        api.Delete(Path, c => c.AnswerNothingAsync()).RequireScope("push");
        api.Post(Path, c => c.RefuseUnavailableAsync(NoPush)).RequireScope("push");
    }
}
