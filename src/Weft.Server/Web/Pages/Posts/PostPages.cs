using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Federation.Threads;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Profile;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Posts;

/// <summary>A post's own page, and who liked, reposted and quoted it.</summary>
internal static class PostPages
{
    private const int PeopleOnPage = 40;

    public static void MapPostPages(this RouteGroupBuilder pages)
    {
        pages.MapGet(HandleRoutes.Person + "/{id:long}", ShowAsync);
        pages.MapGet(HandleRoutes.Person + "/{id:long}/likes", LikesAsync);
        pages.MapGet(HandleRoutes.Person + "/{id:long}/reposts", RepostsAsync);
        pages.MapGet(HandleRoutes.Person + "/{id:long}/quotes", QuotesAsync);
        pages.MapGet(HandleRoutes.Person + "/{id:long}/history", HistoryAsync);
    }

    private static async Task<IResult> ShowAsync(
        string name,
        long id,
        Caller? caller,
        PostReader posts,
        ThreadReader threads,
        ThreadsWanted wanted,
        GonePosts gone,
        CancellationToken cancellation
    )
    {
        if (await posts.FindAsync(id, caller?.AccountId, cancellation) is not { } view)
        {
            return await gone.FindAsync(id, cancellation) is null
                ? PageResults.NotFound()
                : PageResults.Oops(
                    StatusCodes.Status410Gone,
                    "This post was deleted",
                    "Its author took it down. What answered it may still be there."
                );
        }

        // A repost has no page, and a post has one address only.
        if (view.Original is not null || !string.Equals(view.Post.Author.Handle, name, StringComparison.Ordinal))
        {
            return Results.Redirect(Urls.Post(view.Shown.Post));
        }

        if (caller?.AccountId is not null)
        {
            wanted.Want(id);
        }

        return PageResults.Page<ThreadPage>(
            new { View = view, Thread = await threads.ReadAsync(view.Post, caller?.AccountId, cancellation) }
        );
    }

    private static Task<IResult> LikesAsync(
        long id,
        long? max_id,
        Caller? caller,
        PostReader posts,
        PostAudienceReader audience,
        CancellationToken cancellation
    ) =>
        PeopleAsync(
            "Likes",
            id,
            caller,
            posts,
            () => audience.ReadLikersAsync(id, caller?.AccountId, TimelineEndpoints.Part(max_id, PeopleOnPage), cancellation),
            cancellation
        );

    private static Task<IResult> RepostsAsync(
        long id,
        long? max_id,
        Caller? caller,
        PostReader posts,
        PostAudienceReader audience,
        CancellationToken cancellation
    ) =>
        PeopleAsync(
            "Reposts",
            id,
            caller,
            posts,
            () => audience.ReadRepostersAsync(id, caller?.AccountId, TimelineEndpoints.Part(max_id, PeopleOnPage), cancellation),
            cancellation
        );

    private static async Task<IResult> QuotesAsync(
        long id,
        long? max_id,
        Caller? caller,
        PostReader posts,
        PostAudienceReader audience,
        CancellationToken cancellation
    ) =>
        await posts.FindAsync(id, caller?.AccountId, cancellation) is { } view
            ? PageResults.Page<TimelinePage>(
                new
                {
                    Model = new TimelineModel(
                        "Quotes",
                        await audience.ReadQuotesAsync(id, caller?.AccountId, TimelineEndpoints.Part(max_id), cancellation)
                    )
                    {
                        Back = Urls.Post(view.Shown.Post),
                        NoIndex = true,
                        Current = "",
                    },
                }
            )
            : PageResults.NotFound();

    private static async Task<IResult> HistoryAsync(
        long id,
        Caller? caller,
        PostReader posts,
        PostHistory history,
        CancellationToken cancellation
    )
    {
        Outcome<PostVersions> versions = await history.RunAsync(caller?.AccountId, id, cancellation);
        return versions.Succeeded && await posts.FindAsync(id, caller?.AccountId, cancellation) is { } view
            ? PageResults.Page<HistoryPage>(new { View = view, versions.Value.Versions })
            : PageResults.NotFound();
    }

    private static async Task<IResult> PeopleAsync(
        string title,
        long id,
        Caller? caller,
        PostReader posts,
        Func<Task<Page<AccountModel>>> read,
        CancellationToken cancellation
    ) =>
        await posts.FindAsync(id, caller?.AccountId, cancellation) is { } view
            ? PageResults.Page<PeoplePage>(new { Model = new PeopleModel(title, Urls.Post(view.Shown.Post), await read(), "Nobody yet.") })
            : PageResults.NotFound();
}
