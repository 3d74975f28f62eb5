using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>The servers that the caller has shut out.</summary>
internal sealed class DomainBlockEndpoints(
    Addresses addresses,
    BlockedDomains domains,
    BlockDomainHandler block,
    UnblockDomainHandler unblock
) : IApiResource
{
    private const string Path = "/api/v1/domain_blocks";

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get(Path, ListAsync).RequireScope("read:blocks");
        api.Get(Path + "/preview", PreviewAsync).RequireScope("read:blocks");
        api.Post(Path, BlockAsync).RequireScope("write:blocks");
        api.Delete(Path, UnblockAsync).RequireScope("write:blocks");
    }

    private async Task ListAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Page<string> page = await domains.ReadAsync(context.Caller!.Me, fields.Page(100, 200), context.RequestAborted);
        context.LinkPages(addresses, page, alwaysNext: false);
        await context.AnswerAsync([.. page.Items], MastodonJson.Wire.StringArray);
    }

    private async Task PreviewAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        (int following, int followers) = await domains.WouldEndAsync(
            context.Caller!.Me,
            fields.RequiredText("domain"),
            context.RequestAborted
        );
        await context.AnswerAsync(new DomainBlockPreviewJson(following, followers), MastodonJson.Wire.DomainBlockPreviewJson);
    }

    private async Task BlockAsync(HttpContext context)
    {
        BlockDomain wanted = new(context.Caller!.Me, await DomainAsync(context));
        await context.AnswerAsync(await block.RunAsync(wanted, context.RequestAborted), _ => context.AnswerNothingAsync());
    }

    private async Task UnblockAsync(HttpContext context)
    {
        UnblockDomain wanted = new(context.Caller!.Me, await DomainAsync(context));
        await context.AnswerAsync(await unblock.RunAsync(wanted, context.RequestAborted), _ => context.AnswerNothingAsync());
    }

    private static async Task<string> DomainAsync(HttpContext context) => (await RequestFields.ReadAsync(context)).RequiredText("domain");
}

/// <summary>What shutting out a server would end.</summary>
internal sealed record DomainBlockPreviewJson(int FollowingCount, int FollowersCount);
