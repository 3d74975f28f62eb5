using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Notifications;

/// <summary>Notifications with those that belong together as one.</summary>
internal sealed class GroupedNotificationEndpoints(
    Addresses addresses,
    NotificationGroups groups,
    PostReader posts,
    AccountPresenter accounts,
    StatusWriter statuses,
    DismissNotificationHandler dismiss
) : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v2/notifications", PageAsync).RequireScope("read:notifications");
        api.Get("/api/v2/notifications/unread_count", CountAsync).RequireScope("read:notifications");
        api.Get("/api/v2/notifications/{key}", OneAsync).RequireScope("read:notifications");
        api.Get("/api/v2/notifications/{key}/accounts", ActorsAsync).RequireScope("read:notifications");
        api.Post("/api/v2/notifications/{key}/dismiss", DismissAsync).RequireScope("write:notifications");
    }

    private async Task PageAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Page<NotificationGroup> page = await groups.PageAsync(
            context.Caller!.Me,
            fields.Filter(),
            NotificationTypes.Read(fields, "grouped_types"),
            fields.Page(40, 80),
            context.RequestAborted
        );
        context.LinkPages(addresses, page, alwaysNext: true);
        await AnswerAsync(context, page.Items, fields.Text("expand_accounts") == "partial_avatars");
    }

    private async Task OneAsync(HttpContext context)
    {
        NotificationGroup? group = await groups.FindAsync(context.Caller!.Me, context.PathText("key"), context.RequestAborted);
        await (group is null ? context.RefuseNotFoundAsync() : AnswerAsync(context, [group], partly: false));
    }

    private async Task ActorsAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<AccountModel> actors = await groups.ActorsAsync(
            context.Caller!.Me,
            context.PathText("key"),
            fields.Limit(40, 80),
            context.RequestAborted
        );
        await (actors.Count == 0 ? context.RefuseNotFoundAsync() : context.AnswerListAsync(accounts.Render(actors)));
    }

    private async Task CountAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        int count = await groups.CountUnreadAsync(
            context.Caller!.Me,
            fields.Filter(),
            NotificationTypes.Read(fields, "grouped_types"),
            fields.Limit(100, 1_000),
            context.RequestAborted
        );
        await context.AnswerAsync(new CountJson(count), MastodonJson.Wire.CountJson);
    }

    private async Task DismissAsync(HttpContext context)
    {
        Outcome<bool> outcome = await dismiss.RunAsync(
            new DismissNotification(context.Caller!.Me, context.PathText("key")),
            context.RequestAborted
        );
        await (outcome.Succeeded ? context.AnswerNothingAsync() : context.RefuseAsync(outcome.Refusal));
    }

    /// <summary>A group whose post is gone meanwhile is left out; each account and status that is named comes once.</summary>
    private async Task AnswerAsync(HttpContext context, IReadOnlyList<NotificationGroup> page, bool partly)
    {
        long me = context.Caller!.Me;
        long[] ids = [.. page.Select(group => group.PostId).OfType<long>().Distinct()];
        IReadOnlyList<PostView> views = await posts.ReadAsync(ids, me, context.RequestAborted);
        HashSet<long> seen = [.. views.Select(view => view.Post.Id)];
        NotificationGroup[] shown = [.. page.Where(group => group.PostId is not long id || seen.Contains(id))];
        AccountModel[] whole =
        [
            .. shown.SelectMany(group => partly ? group.Actors.Take(1) : group.Actors).DistinctBy(account => account.Id),
        ];
        HashSet<long> wholeIds = [.. whole.Select(account => account.Id)];
        await context.AnswerAsync(
            new GroupedNotificationsJson(
                [.. whole.Select(account => (RawJson)accounts.Render(account))],
                partly
                    ?
                    [
                        .. shown
                            .SelectMany(group => group.Actors)
                            .DistinctBy(account => account.Id)
                            .Where(account => !wholeIds.Contains(account.Id))
                            .Select(accounts.PresentPartly),
                    ]
                    : null,
                [.. views.Select(view => (RawJson)statuses.Render(view, me))],
                [.. shown.Select(Present)]
            ),
            MastodonJson.Wire.GroupedNotificationsJson
        );
    }

    private static NotificationGroupJson Present(NotificationGroup group) =>
        new(
            group.GroupKey,
            group.Count,
            NotificationTypes.Of(group.Kind),
            group.MostRecentNumber,
            IdText.Of(group.PageMinNumber),
            IdText.Of(group.PageMaxNumber),
            group.LatestAt,
            [.. group.Actors.Select(account => IdText.Of(account.Id))],
            IdText.Of(group.PostId)
        );
}
