using System.Globalization;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Core.Timelines;
using Weft.Federation.Finding;
using Weft.Server.Api.ActivityPub;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Search;

/// <summary>
/// Finds accounts by name, hashtags by how they begin, and whatever an address or a handle names, of this server or of
/// another. Posts are not searched by their words yet: that list is empty.
/// </summary>
internal sealed class SearchEndpoints(
    Addresses addresses,
    Handles handles,
    ElsewhereSearch elsewhere,
    AccountReader accountReader,
    AccountPresenter accounts,
    PostReader posts,
    StatusWriter statuses,
    TagReader tags,
    TagPresenter tagPresenter
) : IApiResource
{
    private static readonly SearchJson Nothing = new([], [], []);

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v2/search", SearchAsync).AllowAnonymousRead("read:search");
        api.Get("/api/v1/tags/{name}", TagAsync).AllowAnonymousRead("read:follows");
    }

    private async Task SearchAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        string query = fields.RequiredText("q").Trim();
        string type = fields.Text("type") ?? "";
        SearchPart part = fields.SearchPart(20, 40);
        long? viewer = context.Caller?.AccountId;
        Finding? named = await elsewhere.FindAsync(context, query, fields.Flag("resolve") ?? false);
        SearchJson found =
            query.Length == 0 ? Nothing
            : named is not null
                ? part.Offset > 0 ? Nothing
                    : await NamedAsync(named, type, viewer, context.RequestAborted)
            : query.StartsWith(addresses.Origin + "/", StringComparison.OrdinalIgnoreCase)
                ? part.Offset > 0 ? Nothing
                    : await ResolveAsync(query[(addresses.Origin.Length + 1)..], viewer, context.RequestAborted)
            : new SearchJson(
                type is "" or "accounts"
                    ? await AccountsAsync(query, viewer, part, fields.Flag("following") ?? false, context.RequestAborted)
                    : [],
                [],
                type is "" or "hashtags" ? await TagsAsync(query, part, context.RequestAborted) : []
            );
        await context.AnswerAsync(found, MastodonJson.Wire.SearchJson);
    }

    private async Task<SearchJson> NamedAsync(Finding named, string type, long? viewer, CancellationToken cancellation) =>
        named switch
        {
            Finding.Account account when type is "" or "accounts" && await accountReader.FindAsync(account.Id, cancellation) is { } found =>
                new SearchJson([accounts.Render(found)], [], []),
            Finding.Post post when type is "" or "statuses" && await posts.FindAsync(post.Id, viewer, cancellation) is { } view =>
                new SearchJson([], [statuses.Render(view, viewer)], []),
            _ => Nothing,
        };

    private async Task<IReadOnlyList<RawJson>> AccountsAsync(
        string query,
        long? viewer,
        SearchPart part,
        bool onlyFollowing,
        CancellationToken cancellation
    )
    {
        if (query.StartsWith('#'))
        {
            return [];
        }

        IReadOnlyList<AccountModel> found = await handles.SearchAsync(query, viewer, part, onlyFollowing, cancellation);
        return [.. found.Select(account => (RawJson)accounts.Render(account))];
    }

    private async Task<IReadOnlyList<TagJson>> TagsAsync(string query, SearchPart part, CancellationToken cancellation) =>
        query.StartsWith('@') || Tag.Read(query) is not Tag tag
            ? []
            : [.. (await tags.SearchAsync(tag.Name, part, cancellation)).Select(tagPresenter.Present)];

    /// <summary>What an address of this server names: <c>@name</c>, <c>@name/id</c>, <c>users/name</c>, <c>users/name/statuses/id</c>, <c>tags/tag</c>.</summary>
    private async Task<SearchJson> ResolveAsync(string path, long? viewer, CancellationToken cancellation)
    {
        string[] parts = path.Split('?', '#')[0].TrimEnd('/').Split('/');
        return parts switch
        {
            ["tags", string name] when Tag.Read(Uri.UnescapeDataString(name)) is Tag tag => new SearchJson(
                [],
                [],
                [tagPresenter.Present(await tags.ReadAsync(tag.Name, cancellation))]
            ),
            [['@', .. string name]] => await AccountAsync(name, cancellation),
            ["users", string name] => await AccountAsync(name, cancellation),
            [['@', ..], string id] => await PostAsync(id, viewer, cancellation),
            ["users", _, "statuses", string id] => await PostAsync(id, viewer, cancellation),
            _ => Nothing,
        };
    }

    private async Task<SearchJson> AccountAsync(string name, CancellationToken cancellation) =>
        await handles.FindAsync(name, cancellation) is AccountModel account ? new SearchJson([accounts.Render(account)], [], []) : Nothing;

    private async Task<SearchJson> PostAsync(string id, long? viewer, CancellationToken cancellation) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long postId)
        && await posts.FindAsync(postId, viewer, cancellation) is PostView view
            ? new SearchJson([], [statuses.Render(view, viewer)], [])
            : Nothing;

    private async Task TagAsync(HttpContext context)
    {
        Tag? tag = Tag.Read(context.PathText("name"));
        await (
            tag is null
                ? context.RefuseNotFoundAsync()
                : context.AnswerAsync(
                    tagPresenter.Present(await tags.ReadAsync(tag.Name, context.RequestAborted)),
                    MastodonJson.Wire.TagJson
                )
        );
    }
}
