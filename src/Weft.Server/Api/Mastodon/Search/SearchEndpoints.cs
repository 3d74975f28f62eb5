using System.Globalization;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Core.Timelines;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Search;

/// <summary>
/// Finds accounts by name, hashtags by how they begin, and whatever an address of this server names. Posts are not
/// searched by their words yet: that list is empty.
/// </summary>
internal sealed class SearchEndpoints(
    Addresses addresses,
    Handles handles,
    AccountPresenter accounts,
    PostReader posts,
    StatusWriter statuses,
    TagReader tags,
    TagPresenter tagPresenter
) : IApiResource
{
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
        if (fields.Int("offset") < 0 || fields.Int("limit") < 0)
        {
            throw BadFieldException.Unreadable("offset and limit are not negative");
        }

        string type = fields.Text("type") ?? "";
        int limit = fields.Limit(20, 40);
        long? viewer = context.Caller?.AccountId;
        // Pages beyond the first would need a place to go on from, which this endpoint cannot say.
        bool isBeyond = fields.Int("offset") > 0;
        SearchJson found =
            isBeyond || query.Length == 0 ? new SearchJson([], [], [])
            : query.StartsWith(addresses.Origin + "/", StringComparison.OrdinalIgnoreCase)
                ? await ResolveAsync(query[(addresses.Origin.Length + 1)..], viewer, context.RequestAborted)
            : new SearchJson(
                type is "" or "accounts"
                    ? await AccountsAsync(query, viewer, limit, fields.Flag("following") ?? false, context.RequestAborted)
                    : [],
                [],
                type is "" or "hashtags" ? await TagsAsync(query, limit, context.RequestAborted) : []
            );
        await context.AnswerAsync(found, MastodonJson.Wire.SearchJson);
    }

    private async Task<IReadOnlyList<RawJson>> AccountsAsync(
        string query,
        long? viewer,
        int limit,
        bool onlyFollowing,
        CancellationToken cancellation
    )
    {
        if (query.StartsWith('#'))
        {
            return [];
        }

        IReadOnlyList<AccountModel> found = await handles.SearchAsync(query, viewer, limit, onlyFollowing, cancellation);
        return [.. found.Select(account => (RawJson)accounts.Render(account))];
    }

    private async Task<IReadOnlyList<TagJson>> TagsAsync(string query, int limit, CancellationToken cancellation) =>
        query.StartsWith('@') || Tag.Read(query) is not Tag tag
            ? []
            : [.. (await tags.SearchAsync(tag.Name, limit, cancellation)).Select(tagPresenter.Present)];

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
            _ => new SearchJson([], [], []),
        };
    }

    private async Task<SearchJson> AccountAsync(string name, CancellationToken cancellation) =>
        await handles.FindAsync(name, cancellation) is AccountModel account
            ? new SearchJson([accounts.Render(account)], [], [])
            : new SearchJson([], [], []);

    private async Task<SearchJson> PostAsync(string id, long? viewer, CancellationToken cancellation) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long postId)
        && await posts.FindAsync(postId, viewer, cancellation) is PostView view
            ? new SearchJson([], [statuses.Render(view, viewer)], [])
            : new SearchJson([], [], []);

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
