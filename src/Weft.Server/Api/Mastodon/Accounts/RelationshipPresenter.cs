using System.Text.Json;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Relationships as JSON.</summary>
internal sealed class RelationshipPresenter(RelationshipReader relationships)
{
    /// <summary>Answers with what the viewer and the account are to each other now; 404 for an account that is gone.</summary>
    public async Task AnswerAsync(HttpContext context, long viewerId, long accountId)
    {
        IReadOnlyList<RelationshipModel> found = await relationships.ReadAsync(viewerId, [accountId], context.RequestAborted);
        await (
            found is [RelationshipModel model]
                ? context.AnswerAsync(Present(model), MastodonJson.Wire.RelationshipJson)
                : context.RefuseNotFoundAsync()
        );
    }

    /// <summary>The entity.</summary>
    public static RelationshipJson Present(RelationshipModel model) =>
        new(
            IdText.Of(model.AccountId),
            model.Following,
            model.ShowingReposts,
            model.Notifying,
            model.FollowedBy,
            model.Blocking,
            model.BlockedBy,
            model.Muting,
            model.MutingNotifications,
            model.MutingUntil,
            model.Requested,
            model.RequestedBy,
            model.Note
        )
        {
            DomainBlocking = model.ShuttingOut,
        };
}
