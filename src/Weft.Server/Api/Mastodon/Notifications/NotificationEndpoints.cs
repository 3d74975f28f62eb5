using Weft.Core;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Notifications;

/// <summary>Notifications one by one.</summary>
internal sealed class NotificationEndpoints(
    Addresses addresses,
    NotificationReader notifications,
    PostReader posts,
    AccountPresenter accounts,
    StatusWriter statuses,
    DismissNotificationHandler dismiss,
    ClearNotificationsHandler clear
) : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/notifications", PageAsync).RequireScope("read:notifications");
        api.Get("/api/v1/notifications/unread_count", CountAsync).RequireScope("read:notifications");
        api.Get("/api/v1/notifications/{id}", OneAsync).RequireScope("read:notifications");
        api.Post("/api/v1/notifications/clear", ClearAsync).RequireScope("write:notifications");
        api.Post("/api/v1/notifications/{id}/dismiss", DismissAsync).RequireScope("write:notifications");
    }

    private async Task PageAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        long me = context.Caller!.Me;
        Page<NotificationModel> page = await notifications.PageAsync(me, fields.Filter(), fields.Page(40, 80), context.RequestAborted);
        IReadOnlyList<NotificationJson> shown = await PresentAsync(me, page.Items, context.RequestAborted);
        context.LinkPages(addresses, page, alwaysNext: true);
        await context.AnswerAsync([.. shown], MastodonJson.Wire.NotificationJsonArray);
    }

    private async Task OneAsync(HttpContext context)
    {
        long me = context.Caller!.Me;
        NotificationModel? model = await notifications.FindAsync(me, context.PathId(), context.RequestAborted);
        IReadOnlyList<NotificationJson> shown = model is null ? [] : await PresentAsync(me, [model], context.RequestAborted);
        await (
            shown is [NotificationJson one] ? context.AnswerAsync(one, MastodonJson.Wire.NotificationJson) : context.RefuseNotFoundAsync()
        );
    }

    private async Task CountAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        int count = await notifications.CountUnreadAsync(
            context.Caller!.Me,
            fields.Filter(),
            fields.Limit(100, 1_000),
            context.RequestAborted
        );
        await context.AnswerAsync(new CountJson(count), MastodonJson.Wire.CountJson);
    }

    private async Task ClearAsync(HttpContext context)
    {
        Outcome<int> outcome = await clear.RunAsync(new ClearNotifications(context.Caller!.Me), context.RequestAborted);
        await (outcome.Succeeded ? context.AnswerNothingAsync() : context.RefuseAsync(outcome.Refusal));
    }

    private async Task DismissAsync(HttpContext context)
    {
        Outcome<bool> outcome = await dismiss.RunAsync(
            new DismissNotification(context.Caller!.Me, NotificationGroupKey.Alone(context.PathId())),
            context.RequestAborted
        );
        await (outcome.Succeeded ? context.AnswerNothingAsync() : context.RefuseAsync(outcome.Refusal));
    }

    /// <summary>A notification whose post is gone meanwhile is left out: apps do not survive one without.</summary>
    private async Task<IReadOnlyList<NotificationJson>> PresentAsync(
        long me,
        IReadOnlyList<NotificationModel> models,
        CancellationToken cancellation
    )
    {
        long[] ids = [.. models.Select(model => model.PostId).OfType<long>().Distinct()];
        Dictionary<long, PostView> views = (await posts.ReadAsync(ids, me, cancellation)).ToDictionary(view => view.Post.Id);
        return
        [
            .. models
                .Where(model => model.PostId is not long id || views.ContainsKey(id))
                .Select(model => new NotificationJson(
                    IdText.Of(model.Number),
                    NotificationTypes.Of(model.Kind),
                    model.GroupKey,
                    model.CreatedAt,
                    accounts.Render(model.Actor),
                    model.PostId is long id ? statuses.Render(views[id], me) : (RawJson?)null,
                    model.Reaction?.Emoji,
                    model.Reaction?.ImageUrl
                )),
        ];
    }
}
