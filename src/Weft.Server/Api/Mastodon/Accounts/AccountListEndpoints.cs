using System.Text.Json;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Lists of accounts: followers and followed, blocked, muted, and those who ask.</summary>
internal sealed class AccountListEndpoints(Addresses addresses, RelationshipLists lists, AccountReader accounts, AccountPresenter presenter)
    : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/accounts/{id}/followers", c => OfAsync(c, lists.FollowersAsync)).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/accounts/{id}/following", c => OfAsync(c, lists.FollowingAsync)).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/follow_requests", c => MineAsync(c, lists.FollowRequestsAsync)).RequireScope("read:follows");
        api.Get("/api/v1/blocks", c => MineAsync(c, lists.BlocksAsync)).RequireScope("read:blocks");
        api.Get("/api/v1/mutes", MutesAsync).RequireScope("read:mutes");
    }

    /// <summary>Answers with a page of accounts and its links.</summary>
    public Task AnswerAsync(HttpContext context, Page<AccountModel> page)
    {
        context.LinkPages(addresses, page, alwaysNext: false);
        return context.AnswerListAsync(presenter.Render(page.Items));
    }

    private async Task OfAsync(HttpContext context, Func<long, long?, PageRequest, CancellationToken, Task<Page<AccountModel>>> read)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        long id = context.PathId();
        if (await accounts.FindAsync(id, context.RequestAborted) is null)
        {
            await context.RefuseNotFoundAsync();
            return;
        }

        await AnswerAsync(context, await read(id, context.Caller?.AccountId, fields.Page(40, 80), context.RequestAborted));
    }

    private async Task MineAsync(HttpContext context, Func<long, PageRequest, CancellationToken, Task<Page<AccountModel>>> read)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        await AnswerAsync(context, await read(context.Caller!.Me, fields.Page(40, 80), context.RequestAborted));
    }

    /// <summary>Here alone each account tells when its mute ends.</summary>
    private async Task MutesAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Page<MutedAccount> page = await lists.MutesAsync(context.Caller!.Me, fields.Page(40, 80), context.RequestAborted);
        context.LinkPages(addresses, page, alwaysNext: false);
        await context.AnswerListAsync([
            .. page.Items.Select(muted =>
                presenter.RenderWith(
                    muted.Account,
                    JsonSerializer.SerializeToUtf8Bytes(new MuteEndJson(muted.Until), MastodonJson.Wire.MuteEndJson)
                )
            ),
        ]);
    }
}

/// <summary>When a mute ends; stands after the members of <see cref="AccountJson"/>.</summary>
internal sealed record MuteEndJson(DateTimeOffset? MuteExpiresAt);
