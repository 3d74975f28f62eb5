using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Notifications;

/// <summary>Which notifications are let through. All are, and nothing waits, until there are filters for them.</summary>
internal sealed class NotificationPolicyEndpoints : IApiResource
{
    private static readonly PolicySummaryJson NothingWaits = new(0, 0);
    private static readonly byte[] Merged = """{"merged":true}"""u8.ToArray();

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v2/notifications/policy", c => c.AnswerAsync(new PolicyJson(NothingWaits), MastodonJson.Wire.PolicyJson))
            .RequireScope("read:notifications");
        api.Get("/api/v1/notifications/policy", c => c.AnswerAsync(new OldPolicyJson(NothingWaits), MastodonJson.Wire.OldPolicyJson))
            .RequireScope("read:notifications");
        api.Update("/api/v2/notifications/policy", RefuseAsync).RequireScope("write:notifications");
        api.Update("/api/v1/notifications/policy", RefuseAsync).RequireScope("write:notifications");
        api.Get("/api/v1/notifications/requests", c => c.AnswerNoneAsync()).RequireScope("read:notifications");
        api.Get("/api/v1/notifications/requests/merged", c => c.AnswerAsync(Merged)).RequireScope("read:notifications");
        api.Get("/api/v1/notifications/requests/{id}", c => c.RefuseNotFoundAsync()).RequireScope("read:notifications");
    }

    private static Task RefuseAsync(HttpContext context) =>
        context.RefuseUnavailableAsync("Filtering notifications is not available on this server yet");
}
