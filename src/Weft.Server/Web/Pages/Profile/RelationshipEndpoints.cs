using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Site;

namespace Weft.Server.Web.Pages.Profile;

/// <summary>Follow, mute, block and remove: plain forms; what restrains asks once.</summary>
internal static class RelationshipEndpoints
{
    public static void MapRelationshipForms(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder acts = pages.MapGroup(HandleRoutes.Person).RequireAuthorization();
        acts.MapPost("/follow", FollowAsync).LimitRate(RateLimit.Following);
        acts.MapPost("/remove", RemoveAsync);
        acts.MapGet(
            "/block",
            (string name) =>
                Ask(
                    $"Block @{name}?",
                    "Neither of you will see the other’s posts, and neither follows the other any more. They are not told.",
                    $"/@{name}/block",
                    "Block"
                )
        );
        acts.MapPost("/block", BlockAsync);
        acts.MapGet("/block-server", AskOfServerAsync);
        acts.MapPost("/block-server", BlockServerAsync);
        acts.MapGet("/mute", (string name) => PageResults.Page<MutePage>(new { Username = name }));
        acts.MapPost("/mute", MuteAsync);
    }

    private static Task<IResult> FollowAsync(
        string name,
        bool? on,
        bool? reposts,
        bool? notify,
        HttpContext context,
        Caller caller,
        FollowAccountHandler follow,
        UnfollowAccountHandler unfollow,
        CancellationToken cancellation
    ) =>
        ActAsync(
            context,
            name,
            async target =>
                on == false
                    ? (await unfollow.RunAsync(new UnfollowAccount(caller.Me, target), cancellation)).Refusal
                    : (await follow.RunAsync(new FollowAccount(caller.Me, target, reposts, notify), cancellation)).Refusal
        );

    private static Task<IResult> RemoveAsync(
        string name,
        HttpContext context,
        Caller caller,
        RemoveFollowerHandler remove,
        CancellationToken cancellation
    ) => ActAsync(context, name, async target => (await remove.RunAsync(new RemoveFollower(caller.Me, target), cancellation)).Refusal);

    private static Task<IResult> BlockAsync(
        string name,
        bool? on,
        HttpContext context,
        Caller caller,
        BlockAccountHandler block,
        UnblockAccountHandler unblock,
        CancellationToken cancellation
    ) =>
        ActAsync(
            context,
            name,
            async target =>
                on == false
                    ? (await unblock.RunAsync(new UnblockAccount(caller.Me, target), cancellation)).Refusal
                    : (await block.RunAsync(new BlockAccount(caller.Me, target), cancellation)).Refusal,
            toProfile: true
        );

    private static async Task<IResult> AskOfServerAsync(
        string name,
        Caller caller,
        AccountReader accounts,
        BlockedDomains blocked,
        CancellationToken cancellation
    )
    {
        if (await accounts.FindByUsernameAsync(name, cancellation) is not { Domain: { } server })
        {
            return PageResults.NotFound();
        }

        (int following, int followers) = await blocked.WouldEndAsync(caller.Me, server, cancellation);
        string ends =
            following + followers == 0
                ? "You follow nobody there, and nobody there follows you."
                : $"Of those you follow {Words.Whole(following)} are there, and of your followers {Words.Whole(followers)}: these follows end, and don’t come back.";
        return Ask(
            $"Block all of {server}?",
            $"You and the people there won’t see each other’s posts. {ends}",
            $"/@{name}/block-server",
            "Block this server"
        );
    }

    private static async Task<IResult> BlockServerAsync(
        string name,
        Caller caller,
        AccountReader accounts,
        BlockDomainHandler block,
        CancellationToken cancellation
    )
    {
        if (await accounts.FindByUsernameAsync(name, cancellation) is not { Domain: { } server } target)
        {
            return PageResults.NotFound();
        }

        Outcome<bool> outcome = await block.RunAsync(new BlockDomain(caller.Me, server), cancellation);
        return outcome.Succeeded ? PageResults.GoTo(Urls.Profile(target)) : PageResults.Refused(outcome.Refusal);
    }

    private static async Task<IResult> MuteAsync(
        string name,
        bool? on,
        HttpContext context,
        Caller caller,
        MuteAccountHandler mute,
        UnmuteAccountHandler unmute,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellation);
        TimeSpan? duration =
            int.TryParse(form["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) && hours is > 0 and <= 8_760
                ? TimeSpan.FromHours(hours)
                : null;
        return await ActAsync(
            context,
            name,
            async target =>
                on == false
                    ? (await unmute.RunAsync(new UnmuteAccount(caller.Me, target), cancellation)).Refusal
                    : (
                        await mute.RunAsync(new MuteAccount(caller.Me, target, form["notifications"] != "keep", duration), cancellation)
                    ).Refusal,
            toProfile: true
        );
    }

    private static async Task<IResult> ActAsync(HttpContext context, string name, Func<long, Task<Refusal?>> act, bool toProfile = false)
    {
        AccountReader accounts = context.RequestServices.GetRequiredService<AccountReader>();
        if (await accounts.FindByUsernameAsync(name, context.RequestAborted) is not { } target)
        {
            return PageResults.NotFound();
        }

        return await act(target.Id) is { } refusal ? PageResults.Refused(refusal)
            : toProfile ? PageResults.GoTo(Urls.Profile(target))
            : PageResults.Done(context, Urls.Profile(target));
    }

    private static RazorComponentResult Ask(string title, string sentence, string action, string word) =>
        PageResults.Page<ConfirmPage>(
            new
            {
                Title = title,
                Sentence = sentence,
                Action = action,
                Word = word,
            }
        );
}
