using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Core.Timelines;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web.Pages.Timelines;

/// <summary>Home, public, tags, saved and liked posts.</summary>
internal static class TimelineEndpoints
{
    /// <summary>Posts on one page.</summary>
    private const int PageSize = 20;

    public static void MapTimelinePages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/", StartAsync);
        pages.MapGet("/home", HomeAsync).RequireAuthorization();
        pages.MapGet("/public", EveryoneAsync);
        pages.MapGet("/public/local", LocalAsync);
        pages.MapGet("/tags/{tag}", TagAsync);
        pages.MapGet("/saved", SavedAsync).RequireAuthorization();
        pages.MapGet("/likes", LikesAsync).RequireAuthorization();
        pages.MapGet("/lists", Lists).RequireAuthorization();
    }

    /// <summary>The part of a list that a page's address asks for.</summary>
    public static PageRequest Part(long? maxId, int limit = PageSize) => new(maxId is > 0 ? maxId : null, null, null, limit);

    private static async Task<IResult> StartAsync(Caller? caller, PublicTimeline timeline, CancellationToken cancellation) =>
        caller?.AccountId is not null
            ? PageResults.GoTo("/home")
            : PageResults.Page<LandingPage>(
                new { Posts = await timeline.ReadAsync(PublicScope.Local, null, PageRequest.Newest(8), cancellation) }
            );

    private static async Task<IResult> HomeAsync(Caller caller, long? max_id, HomeTimeline home, CancellationToken cancellation) =>
        Show(
            new TimelineModel("Home", await home.ReadAsync(caller.Me, Part(max_id), cancellation))
            {
                Tabs = Feeds("/home"),
                Prompt = true,
                NoIndex = true,
                EmptyTitle = "Your home is quiet",
                EmptySentence = "It fills with what those you follow say. Find some people first.",
                EmptyLink = ("See who is here", "/public"),
            }
        );

    private static async Task<IResult> EveryoneAsync(
        Caller? caller,
        long? max_id,
        PublicTimeline timeline,
        CancellationToken cancellation
    ) => Public("Public", "/public", caller, await timeline.ReadAsync(PublicScope.Everyone, caller?.AccountId, Part(max_id), cancellation));

    private static async Task<IResult> LocalAsync(Caller? caller, long? max_id, PublicTimeline timeline, CancellationToken cancellation) =>
        Public(
            "Local",
            "/public/local",
            caller,
            await timeline.ReadAsync(PublicScope.Local, caller?.AccountId, Part(max_id), cancellation)
        );

    private static RazorComponentResult Public(string title, string path, Caller? caller, Page<PostView> posts) =>
        Show(
            caller?.AccountId is null
                ? new TimelineModel(title, posts) { Back = "/" }
                : new TimelineModel(title, posts) { Tabs = Feeds(path), Prompt = true }
        );

    private static async Task<IResult> TagAsync(
        string tag,
        Caller? caller,
        long? max_id,
        PublicTimeline timeline,
        CancellationToken cancellation
    ) =>
        Tag.Read(tag) is { } read
            ? Show(
                new TimelineModel(
                    "#" + read.Name,
                    await timeline.ReadTagsAsync(TagChoice.Of(read.Name), caller?.AccountId, Part(max_id), cancellation)
                )
                {
                    Current = "search",
                    Back = "/search",
                    EmptyIcon = "hash",
                    EmptySentence = "Nobody has used this tag in public yet.",
                }
            )
            : PageResults.NotFound();

    private static async Task<IResult> SavedAsync(Caller caller, long? max_id, SavedPosts saved, CancellationToken cancellation) =>
        Show(
            new TimelineModel("Saved", await saved.ReadBookmarksAsync(caller.Me, Part(max_id), cancellation))
            {
                Current = "saved",
                Tabs = Kept(saved: true),
                NoIndex = true,
                EmptyIcon = "bookmark",
                EmptySentence = "Posts that you save are here, for you alone.",
            }
        );

    private static async Task<IResult> LikesAsync(Caller caller, long? max_id, SavedPosts saved, CancellationToken cancellation) =>
        Show(
            new TimelineModel("Likes", await saved.ReadLikesAsync(caller.Me, Part(max_id), cancellation))
            {
                Current = "saved",
                Tabs = Kept(saved: false),
                NoIndex = true,
                EmptyIcon = "heart",
                EmptySentence = "Posts that you like are here, for you alone.",
            }
        );

    private static RazorComponentResult Lists() =>
        Show(
            new TimelineModel("Lists", new Page<PostView>([], null, null, false))
            {
                Current = "lists",
                Back = "/home",
                NoIndex = true,
                EmptyIcon = "list",
                EmptyTitle = "No lists yet",
                EmptySentence = "Lists come with a later version of Weft.",
            }
        );

    private static IReadOnlyList<(string, string, bool)> Feeds(string current) =>
        [
            ("Following", "/home", current == "/home"),
            ("Local", "/public/local", current == "/public/local"),
            ("Everyone", "/public", current == "/public"),
        ];

    private static IReadOnlyList<(string, string, bool)> Kept(bool saved) => [("Saved", "/saved", saved), ("Likes", "/likes", !saved)];

    private static RazorComponentResult Show(TimelineModel model) => PageResults.Page<TimelinePage>(new { Model = model });
}
