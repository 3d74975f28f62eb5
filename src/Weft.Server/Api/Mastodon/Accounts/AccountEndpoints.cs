using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Core.Timelines;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Reading accounts and what they posted.</summary>
internal sealed class AccountEndpoints(
    Addresses addresses,
    AccountReader accounts,
    AccountPresenter presenter,
    AccountTimeline timeline,
    StatusWriter statuses,
    Handles handles
) : IApiResource
{
    /// <summary>How many accounts can be asked for at once.</summary>
    private const int MaxBatch = 40;

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/accounts", ManyAsync).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/accounts/lookup", LookupAsync).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/accounts/search", SearchAsync).RequireScope("read:accounts");
        api.Get("/api/v1/accounts/{id}", OneAsync).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/accounts/{id}/statuses", StatusesAsync).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/directory", context => context.AnswerNoneAsync()).AllowAnyone();
    }

    private async Task OneAsync(HttpContext context)
    {
        AccountModel? account = await accounts.FindAsync(context.PathId(), context.RequestAborted);
        await (account is null ? context.RefuseNotFoundAsync() : context.AnswerAsync(presenter.Render(account)));
    }

    private async Task ManyAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<long> ids = fields.Ids("id");
        if (ids.Count > MaxBatch)
        {
            throw fields.Invalid("id", $"are too many (maximum is {MaxBatch})");
        }

        await context.AnswerListAsync(presenter.Render(await accounts.ReadAsync([.. ids], context.RequestAborted)));
    }

    private async Task LookupAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        AccountModel? account = await handles.FindAsync(fields.RequiredText("acct"), context.RequestAborted);
        await (account is null ? context.RefuseNotFoundAsync() : context.AnswerAsync(presenter.Render(account)));
    }

    private async Task SearchAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<AccountModel> found = await handles.SearchAsync(
            fields.Text("q") ?? "",
            context.Caller?.AccountId,
            fields.SearchPart(40, 80),
            fields.Flag("following") ?? false,
            context.RequestAborted
        );
        await context.AnswerListAsync(presenter.Render(found));
    }

    private async Task StatusesAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        AccountPostsFilter filter = new(
            ExcludeReplies: fields.Flag("exclude_replies") ?? false,
            ExcludeReposts: fields.Flag("exclude_reblogs") ?? false,
            OnlyMedia: fields.Flag("only_media") ?? false,
            OnlyPinned: fields.Flag("pinned") ?? false,
            Tag: fields.Text("tagged") is { Length: > 0 } tag ? Tag.Read(tag)?.Name ?? tag : null
        );
        long id = context.PathId();
        if (await accounts.FindAsync(id, context.RequestAborted) is null)
        {
            await context.RefuseNotFoundAsync();
            return;
        }

        Page<PostView> page = await timeline.ReadAsync(id, filter, context.Caller?.AccountId, fields.Page(20, 40), context.RequestAborted);
        context.LinkPages(addresses, page, alwaysNext: true);
        await statuses.AnswerAsync(context, page.Items);
    }
}
