using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Core.Timelines;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Timelines;

/// <summary>Lists of statuses: home, public, tag, and what the caller saved or likes. The hot path of the API.</summary>
internal sealed class TimelineEndpoints(
    Addresses addresses,
    HomeTimeline home,
    PublicTimeline everyone,
    SavedPosts saved,
    StatusWriter statuses
) : IApiResource
{
    /// <summary>How many more tags of each manner are looked at; Mastodon's number.</summary>
    private const int MaxTags = 4;

    private static readonly Page<PostView> Nothing = new([], null, null, false);

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/timelines/home", HomeAsync).RequireScope("read:statuses");
        api.Get("/api/v1/timelines/public", PublicAsync).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/timelines/tag/{tag}", TagAsync).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/timelines/link", context => context.AnswerNoneAsync()).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/timelines/list/{id}", context => context.RefuseNotFoundAsync()).RequireScope("read:lists");
        api.Get("/api/v1/bookmarks", c => SavedAsync(c, saved.ReadBookmarksAsync)).RequireScope("read:bookmarks");
        api.Get("/api/v1/favourites", c => SavedAsync(c, saved.ReadLikesAsync)).RequireScope("read:favourites");
    }

    private async Task HomeAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        await AnswerAsync(context, await home.ReadAsync(context.Caller!.Me, fields.Page(20, 40), context.RequestAborted));
    }

    /// <summary>No post has media yet, so what asks for media gets nothing.</summary>
    private async Task PublicAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        PageRequest request = fields.Page(20, 40);
        await AnswerAsync(
            context,
            await everyone.ReadAsync(Scope(fields), OnlyMedia(fields), context.Caller?.AccountId, request, context.RequestAborted)
        );
    }

    private async Task TagAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        PageRequest request = fields.Page(20, 40);
        await AnswerAsync(
            context,
            Choice(context.PathText("tag"), fields) is not TagChoice choice
                ? Nothing
                : await everyone.ReadTagsAsync(choice, context.Caller?.AccountId, request, context.RequestAborted)
        );
    }

    private async Task SavedAsync(HttpContext context, Func<long, PageRequest, CancellationToken, Task<Page<PostView>>> read)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Page<PostView> page = await read(context.Caller!.Me, fields.Page(20, 40), context.RequestAborted);
        context.LinkPages(addresses, page, alwaysNext: false);
        await statuses.AnswerAsync(context, page.Items);
    }

    private Task AnswerAsync(HttpContext context, Page<PostView> page)
    {
        context.LinkPages(addresses, page, alwaysNext: true);
        return statuses.AnswerAsync(context, page.Items);
    }

    /// <summary>The tags that are asked for; null where no post can have them.</summary>
    private static TagChoice? Choice(string tag, RequestFields fields)
    {
        string[] any = Names([tag, .. fields.Texts("any").Take(MaxTags)]);
        string[] asked = [.. fields.Texts("all").Take(MaxTags)];
        string[] all = Names(asked);
        return any.Length == 0 || asked.Any(text => Tag.Read(text) is null)
            ? null
            : new TagChoice(any, all, Names(fields.Texts("none").Take(MaxTags))) { Scope = Scope(fields), OnlyMedia = OnlyMedia(fields) };
    }

    private static string[] Names(IEnumerable<string> texts) => [.. texts.Select(Tag.Read).OfType<Tag>().Select(t => t.Name).Distinct()];

    private static bool OnlyMedia(RequestFields fields) => fields.Flag("only_media") == true;

    /// <summary>Whose posts; who asks for both kinds gets all.</summary>
    private static PublicScope Scope(RequestFields fields) =>
        (fields.Flag("local") == true, fields.Flag("remote") == true) switch
        {
            (true, false) => PublicScope.Local,
            (false, true) => PublicScope.Remote,
            _ => PublicScope.Everyone,
        };
}
