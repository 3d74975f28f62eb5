using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>The servers that somebody has blocked: to see, to add to, to lift.</summary>
internal static class BlockedServersEndpoints
{
    private const string Path = "/settings/servers";
    private const int OnPage = 40;

    public static void MapBlockedServers(this RouteGroupBuilder settings)
    {
        settings.MapGet("/servers", ShowAsync);
        settings.MapPost("/servers", BlockAsync);
        settings.MapPost("/servers/lift", LiftAsync);
    }

    private static async Task<IResult> ShowAsync(long? max_id, Caller caller, BlockedDomains blocked, CancellationToken cancellation) =>
        PageResults.Page<BlockedServersPage>(
            new { Servers = await blocked.ReadAsync(caller.Me, TimelineEndpoints.Part(max_id, OnPage), cancellation) }
        );

    private static async Task<IResult> BlockAsync(
        HttpRequest request,
        Caller caller,
        BlockedDomains blocked,
        BlockDomainHandler block,
        CancellationToken cancellation
    )
    {
        string typed = (await request.ReadFormAsync(cancellation))["domain"].ToString();
        Outcome<bool> outcome = await block.RunAsync(new BlockDomain(caller.Me, typed), cancellation);
        if (outcome.Succeeded)
        {
            return PageResults.GoTo(Path);
        }

        if (outcome.Refusal is not Refusal.Invalid invalid)
        {
            return PageResults.Refused(outcome.Refusal);
        }

        RazorComponentResult page = PageResults.Page<BlockedServersPage>(
            new
            {
                Servers = await blocked.ReadAsync(caller.Me, TimelineEndpoints.Part(null, OnPage), cancellation),
                Typed = typed,
                Fault = string.Join(" ", invalid.Faults.Select(f => $"That {f.Reason}.")),
            }
        );
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    private static async Task<IResult> LiftAsync(
        HttpRequest request,
        Caller caller,
        UnblockDomainHandler unblock,
        CancellationToken cancellation
    )
    {
        string server = (await request.ReadFormAsync(cancellation))["domain"].ToString();
        Outcome<bool> outcome = await unblock.RunAsync(new UnblockDomain(caller.Me, server), cancellation);
        return outcome.Succeeded ? PageResults.GoTo(Path) : PageResults.Refused(outcome.Refusal);
    }
}
