using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web.Pages.Admin;

/// <summary>Other servers: how they are, and what was decided about them. Moderators look, admins decide.</summary>
internal static class HostsEndpoints
{
    private const string Path = "/admin/hosts";
    private const int PageSize = 40;

    public static void MapHosts(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder hosts = pages.MapGroup(Path).RequireAuthorization();
        hosts.MapGet("", ShowAsync);
        hosts.MapPost("", JudgeAsync);
    }

    private static async Task<IResult> ShowAsync(
        string? q,
        string? after,
        string? show,
        Caller caller,
        KnownHosts hosts,
        FederationMode mode,
        CancellationToken cancellation
    ) =>
        caller.Role >= Role.Moderator
            ? PageResults.Page<HostsPage>(
                new
                {
                    Hosts = await hosts.ReadAsync(q, show == "decided", after, PageSize, cancellation),
                    Query = q ?? "",
                    OnlyJudged = show == "decided",
                    MayDecide = caller.Role >= Role.Admin,
                    Mode = mode,
                    Full = PageSize,
                }
            )
            : PageResults.NotFound();

    private static async Task<IResult> JudgeAsync(HttpContext context, Caller caller, JudgeHostHandler judge)
    {
        if (caller.Role < Role.Admin)
        {
            return PageResults.NotFound();
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Enum.TryParse(form.Text("policy"), out HostPolicy policy) || !Enum.IsDefined(policy))
        {
            return PageResults.Refused(Refused.Invalid("policy", "inclusion", "has to be Normal, Silenced, Suspended or Allowed"));
        }

        JudgeHost wanted = new(
            form.Text("domain"),
            policy,
            form.Text("media").Length > 0,
            form.Text("reports").Length > 0,
            form.Text("comment"),
            form.Text("veil").Length > 0
        );
        Outcome<HostJudged> judged = await judge.RunAsync(wanted, context.RequestAborted);
        return judged.Succeeded
            ? PageResults.GoTo($"{Path}?q={Uri.EscapeDataString(judged.Value.Name)}")
            : PageResults.Refused(judged.Refusal);
    }
}
