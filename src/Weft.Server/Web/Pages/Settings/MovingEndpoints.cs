using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Moving;
using Weft.Federation.Finding;
using Weft.Federation.Moving;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>Moving from another server to this one, and away from it.</summary>
internal static class MovingEndpoints
{
    private const string Path = "/settings/moving";

    public static void MapMoving(this RouteGroupBuilder settings)
    {
        settings.MapGet("/moving", ShowAsync);
        settings.MapPost("/moving/aliases", SaveAliasesAsync);
        settings.MapPost("/moving/go", GoAsync);
        settings.MapPost("/moving/back", BackAsync);
    }

    private static async Task<IResult> ShowAsync(Caller caller, Moves moves, CancellationToken cancellation) =>
        PageResults.Page<MovingPage>(new { Move = await moves.OfAsync(caller.Me, cancellation) });

    /// <summary>One handle or address a line; each is looked up, since what counts is the id of the actor.</summary>
    private static async Task<IResult> SaveAliasesAsync(
        HttpRequest request,
        Caller caller,
        Finder finder,
        Moves moves,
        SetAliasesHandler set,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await request.ReadFormAsync(cancellation);
        List<string> uris = [];
        string[] lines = form["aliases"].ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in lines.Take(AccountMove.MaxAliases + 1))
        {
            if (await AccountAsync(finder, line, cancellation) is not long id || await moves.AddressAsync(id, cancellation) is not { } uri)
            {
                return PageResults.Refused(Refused.Invalid("aliases", "not_found", $"name nobody who can be found: {line}"));
            }

            uris.Add(uri);
        }

        Outcome<long> saved = await set.RunAsync(new SetAliases(caller.Me, uris), cancellation);
        return saved.Succeeded ? PageResults.GoTo(Path) : PageResults.Refused(saved.Refusal);
    }

    private static async Task<IResult> GoAsync(
        HttpRequest request,
        Caller caller,
        Finder finder,
        AccountReader accounts,
        Moves moves,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await request.ReadFormAsync(cancellation);
        if (
            await accounts.FindAsync(caller.Me, cancellation) is not { } me
            || await AccountAsync(finder, form["target"].ToString(), cancellation) is not long target
        )
        {
            return PageResults.Refused(Refused.Invalid("target", "not_found", "names nobody who can be found"));
        }

        Outcome<bool> moved = await moves.GoAsync(caller.Me, me.Username, target, cancellation);
        return moved.Succeeded ? PageResults.GoTo(Path) : PageResults.Refused(moved.Refusal);
    }

    private static async Task<IResult> BackAsync(Caller caller, MoveAccountHandler move, CancellationToken cancellation)
    {
        Outcome<bool> back = await move.RunAsync(new MoveAccount(caller.Me, null), cancellation);
        return back.Succeeded ? PageResults.GoTo(Path) : PageResults.Refused(back.Refusal);
    }

    private static async Task<long?> AccountAsync(Finder finder, string text, CancellationToken cancellation) =>
        await finder.FindAsync(text, ask: true, cancellation) is Finding.Account found ? found.Id : null;
}
