using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Gate;

namespace Weft.Server.Identity.OAuth;

/// <summary><c>/oauth/authorize</c>: somebody is asked whether an app may act for them.</summary>
internal static class AuthorizeEndpoints
{
    /// <summary>What the page's form carries from the request to the answer.</summary>
    private static readonly string[] Carried =
    [
        "client_id",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
        "code_challenge",
        "code_challenge_method",
        "force_login",
        "lang",
    ];

    public static void MapAuthorize(this RouteGroupBuilder gate)
    {
        gate.MapGet("/oauth/authorize", AskAsync);
        gate.MapPost("/oauth/authorize", AnswerAsync);
        gate.MapGet("/oauth/authorize/native", ShowCode);
    }

    private static async Task<IResult> AskAsync(
        HttpContext context,
        Caller? caller,
        IDbContextFactory<WeftDb> contexts,
        IssueCodeHandler issue,
        AccountReader accounts
    )
    {
        IQueryCollection query = context.Request.Query;
        await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
        CheckedRequest read = await AuthorizeRequest.ReadAsync(db, name => query[name], context.RequestAborted);
        if (read.Valid is not AuthorizeRequest request)
        {
            return Refuse(read.Answerable, read.Fault!);
        }

        Dictionary<string, string?> carried = Carried.Where(query.ContainsKey).ToDictionary(name => name, name => (string?)query[name]);
        if (caller is null)
        {
            return LogInFirst(carried);
        }

        if (!request.AskAgain && await PriorGrant.ExistsAsync(db, caller.Me, request, context.RequestAborted))
        {
            return await AllowAsync(request, caller, issue, context.RequestAborted);
        }

        return await accounts.FindAsync(caller.Me, context.RequestAborted) is AccountModel account
            ? GatePages.Show<ConsentPage>(
                new
                {
                    Model = new ConsentModel(
                        request.App.Name,
                        RedirectUris.Host(request.RedirectUri),
                        account,
                        [.. ScopeWords.Of(request.Scopes)],
                        carried,
                        "/login?again=1&next=" + Uri.EscapeDataString(Address(carried))
                    ),
                }
            )
            : LogInFirst(carried);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        Caller? caller,
        IDbContextFactory<WeftDb> contexts,
        IssueCodeHandler issue
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using WeftDb db = await contexts.CreateDbContextAsync(context.RequestAborted);
        CheckedRequest read = await AuthorizeRequest.ReadAsync(db, name => form[name], context.RequestAborted);
        if (read.Valid is not AuthorizeRequest request)
        {
            return Refuse(read.Answerable, read.Fault!);
        }

        if (caller is null)
        {
            return LogInFirst(Carried.Where(form.ContainsKey).ToDictionary(name => name, name => (string?)form[name]));
        }

        return form["answer"] == "allow"
            ? await AllowAsync(request, caller, issue, context.RequestAborted)
            : Refuse(request, OAuthFault.AccessDenied);
    }

    private static async Task<IResult> AllowAsync(
        AuthorizeRequest request,
        Caller caller,
        IssueCodeHandler issue,
        CancellationToken cancellation
    )
    {
        Outcome<string> code = await issue.RunAsync(new IssueCode(caller.Me, request), cancellation);
        return !code.Succeeded ? Refuse(request, OAuthFault.AccessDenied)
            : request.IsOutOfBand ? new BackToApp("/oauth/authorize/native?code=" + code.Value)
            : new BackToApp(request.AnswerWithCode(code.Value));
    }

    /// <summary>An app hears of what is wrong, when it is sure that it is the app who hears it; else the person does.</summary>
    private static IResult Refuse(AuthorizeRequest? answerable, OAuthFault fault) =>
        answerable is { IsOutOfBand: false }
            ? new BackToApp(answerable.AnswerWith(fault))
            : NoticePage.Show(
                fault == OAuthFault.AccessDenied ? "The app gets nothing" : "The app asked in a wrong way",
                fault == OAuthFault.AccessDenied ? "You can close this page." : fault.Description,
                status: fault.Status
            );

    private static BackToApp LogInFirst(Dictionary<string, string?> carried) =>
        new BackToApp("/login?next=" + Uri.EscapeDataString(Address(carried)));

    private static string Address(Dictionary<string, string?> carried) => QueryHelpers.AddQueryString("/oauth/authorize", carried);

    /// <summary>Shows a code that no program fetches, to be copied.</summary>
    private static IResult ShowCode(string? code) =>
        code is { Length: <= 64 }
        && Encoding.UTF8.GetBytes(code).All(b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_')
            ? GatePages.Show<NativeCodePage>(new { Code = code })
            : PageResults.NotFound();

    /// <summary>A plain redirect to an address that is nobody's to parse.</summary>
    private sealed class BackToApp(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status302Found;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
