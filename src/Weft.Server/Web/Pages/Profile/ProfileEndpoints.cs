using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Profile;

/// <summary>Profiles, and who follows whom.</summary>
internal static class ProfileEndpoints
{
    private const int PeopleOnPage = 40;

    public static void MapProfilePages(this RouteGroupBuilder pages)
    {
        pages.MapGet(HandleRoutes.Person, ShowAsync);
        pages.MapGet(HandleRoutes.Person + "/followers", FollowersAsync);
        pages.MapGet(HandleRoutes.Person + "/following", FollowingAsync);
    }

    private static async Task<IResult> ShowAsync(
        string name,
        string? tab,
        long? max_id,
        Caller? caller,
        AccountReader accounts,
        RelationshipReader relationships,
        AccountTimeline timeline,
        CancellationToken cancellation
    )
    {
        if (await accounts.FindByUsernameAsync(name, cancellation) is not { } account)
        {
            return PageResults.NotFound();
        }

        string shown = tab is "replies" or "media" or "reposts" ? tab : "threads";
        RelationshipModel? relationship =
            caller?.AccountId is long viewer && viewer != account.Id
                ? (await relationships.ReadAsync(viewer, [account.Id], cancellation)).SingleOrDefault()
                : null;
        Page<PostView> pinned =
            shown == "threads" && max_id is null
                ? await timeline.ReadAsync(
                    account.Id,
                    new AccountPostsFilter(OnlyPinned: true),
                    caller?.AccountId,
                    PageRequest.Newest(5),
                    cancellation
                )
                : new Page<PostView>([], null, null, false);
        Page<PostView> posts = await timeline.ReadAsync(
            account.Id,
            FilterOf(shown),
            caller?.AccountId,
            TimelineEndpoints.Part(max_id),
            cancellation
        );
        return PageResults.Page<ProfilePage>(new { Model = new ProfileModel(account, relationship, shown, pinned.Items, posts) });
    }

    private static AccountPostsFilter FilterOf(string tab) =>
        tab switch
        {
            "replies" => new AccountPostsFilter(OnlyReplies: true),
            "media" => new AccountPostsFilter(OnlyMedia: true),
            "reposts" => new AccountPostsFilter(OnlyReposts: true),
            _ => new AccountPostsFilter(ExcludeReplies: true, ExcludeReposts: true),
        };

    private static Task<IResult> FollowersAsync(
        string name,
        long? max_id,
        Caller? caller,
        AccountReader accounts,
        RelationshipLists lists,
        CancellationToken cancellation
    ) =>
        PeopleAsync(
            name,
            "Followers",
            accounts,
            id => lists.FollowersAsync(id, caller?.AccountId, TimelineEndpoints.Part(max_id, PeopleOnPage), cancellation),
            cancellation
        );

    private static Task<IResult> FollowingAsync(
        string name,
        long? max_id,
        Caller? caller,
        AccountReader accounts,
        RelationshipLists lists,
        CancellationToken cancellation
    ) =>
        PeopleAsync(
            name,
            "Following",
            accounts,
            id => lists.FollowingAsync(id, caller?.AccountId, TimelineEndpoints.Part(max_id, PeopleOnPage), cancellation),
            cancellation
        );

    private static async Task<IResult> PeopleAsync(
        string name,
        string title,
        AccountReader accounts,
        Func<long, Task<Page<AccountModel>>> read,
        CancellationToken cancellation
    ) =>
        await accounts.FindByUsernameAsync(name, cancellation) is { } account
            ? PageResults.Page<PeoplePage>(
                new
                {
                    Model = new PeopleModel(
                        $"{title} · @{account.Handle}",
                        Urls.Profile(account),
                        await read(account.Id),
                        account.HideCollections ? "This account keeps it to itself." : "Nobody yet."
                    ),
                }
            )
            : PageResults.NotFound();
}
