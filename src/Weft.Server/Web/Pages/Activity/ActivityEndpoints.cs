using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Activity;

/// <summary>What happened, and those who ask to follow, with the answer to them.</summary>
internal static class ActivityEndpoints
{
    /// <summary>Groups on one page.</summary>
    private const int PageSize = 30;

    /// <summary>Those who ask, on one page.</summary>
    private const int AskersOnPage = 40;

    public static void MapActivity(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder activity = pages.MapGroup("/activity").RequireAuthorization();
        activity.MapGet("", ShowAsync);
        activity.MapGet("/requests", ShowRequestsAsync);
        activity.MapPost("/requests/{follower:long}", AnswerAsync);
    }

    private static async Task<IResult> ShowAsync(
        string? kind,
        long? max_id,
        Caller caller,
        NotificationGroups groups,
        MarkerReader markers,
        SaveMarkerHandler save,
        PostReader posts,
        RelationshipReader relationships,
        RelationshipLists lists,
        CancellationToken cancellation
    )
    {
        (string key, _, NotificationFilter filter) = ActivityKinds.Of(kind);
        long lastRead = (await markers.ReadAsync(caller.Me, cancellation))
            .Where(m => m.Timeline == Marker.Notifications)
            .Select(m => m.LastReadId)
            .FirstOrDefault();
        Page<NotificationGroup> page = await groups.PageAsync(
            caller.Me,
            filter,
            null,
            TimelineEndpoints.Part(max_id, PageSize),
            cancellation
        );
        IReadOnlyList<PostView> about = await posts.ReadAsync(
            [.. page.Items.Select(g => g.PostId).OfType<long>().Distinct()],
            caller.Me,
            cancellation
        );
        long[] followers = [.. page.Items.Where(g => g.Kind == NotificationKind.Follow).Select(g => g.Actors[0].Id).Distinct()];
        IReadOnlyList<RelationshipModel> ties =
            followers.Length == 0 ? [] : await relationships.ReadAsync(caller.Me, followers, cancellation);
        // Those who ask stand above all else, where the list begins.
        int asking =
            max_id is null && ActivityKinds.TellsOfRequests(key) ? await lists.CountFollowRequestsAsync(caller.Me, cancellation) : 0;
        // What was shown is read; a narrowed list may have left something out.
        if (
            key == ActivityKinds.All
            && page.Items.Select(g => g.MostRecentNumber).DefaultIfEmpty().Max() is long newest
            && newest > lastRead
        )
        {
            await save.RunAsync(new SaveMarker(caller.Me, Marker.Notifications, newest), cancellation);
        }

        return PageResults.Page<ActivityPage>(
            new
            {
                Model = new ActivityModel(
                    key,
                    page,
                    about.ToDictionary(p => p.Post.Id),
                    ties.ToDictionary(r => r.AccountId),
                    lastRead,
                    asking
                ),
            }
        );
    }

    private static async Task<IResult> ShowRequestsAsync(
        long? max_id,
        Caller caller,
        RelationshipLists lists,
        CancellationToken cancellation
    ) =>
        PageResults.Page<RequestsPage>(
            new { Asking = await lists.FollowRequestsAsync(caller.Me, TimelineEndpoints.Part(max_id, AskersOnPage), cancellation) }
        );

    private static async Task<IResult> AnswerAsync(
        long follower,
        bool accept,
        HttpContext context,
        Caller caller,
        AnswerFollowRequestHandler answer,
        CancellationToken cancellation
    )
    {
        Outcome<bool> outcome = await answer.RunAsync(new AnswerFollowRequest(caller.Me, follower, accept), cancellation);
        // A request that is gone, withdrawn or answered elsewhere, needs no answer.
        return outcome.Refusal is null or Refusal.NotFound
            ? PageResults.Done(context, "/activity/requests")
            : PageResults.Refused(outcome.Refusal);
    }
}
