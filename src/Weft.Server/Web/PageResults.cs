using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Core;
using Weft.Server.Web.Pages.Site;

namespace Weft.Server.Web;

/// <summary>Answers of the page.</summary>
internal static class PageResults
{
    /// <summary>A page with its model.</summary>
    public static RazorComponentResult Page<TPage>(object model)
        where TPage : IComponent => new RazorComponentResult<TPage>(model);

    /// <summary>A page that says what happened and shows one way on.</summary>
    public static RazorComponentResult Oops(int status, string title, string sentence) =>
        new RazorComponentResult<OopsPage>(new { Title = title, Sentence = sentence }) { StatusCode = status };

    /// <summary>There is nothing here, or nothing for this viewer.</summary>
    public static RazorComponentResult NotFound() =>
        Oops(
            StatusCodes.Status404NotFound,
            "There is nothing here",
            "The address may be mistyped, or the post was deleted, or it is for others only."
        );

    /// <summary>A refused command, in words.</summary>
    public static RazorComponentResult Refused(Refusal refusal) =>
        refusal switch
        {
            Refusal.NotFound => NotFound(),
            Refusal.NotAllowed denied => Oops(StatusCodes.Status403Forbidden, "That is not possible", denied.Reason),
            Refusal.Invalid invalid => Oops(
                StatusCodes.Status422UnprocessableEntity,
                "Something is not right yet",
                string.Join(" ", invalid.Faults.Select(Sentence))
            ),
            _ => Oops(StatusCodes.Status429TooManyRequests, "That was a lot at once", "Wait a little, then try again."),
        };

    /// <summary>A fault as a sentence.</summary>
    public static string Sentence(FieldFault fault) =>
        fault.Field.Length == 0 ? fault.Reason + "." : char.ToUpperInvariant(fault.Field[0]) + fault.Field[1..] + " " + fault.Reason + ".";

    /// <summary>
    /// What follows an act: a script that asked gets 204, a browser is sent back to where it was, by the address that it
    /// names itself, if that is on this server.
    /// </summary>
    public static IResult Done(HttpContext context, string otherwise)
    {
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            return Results.NoContent();
        }

        string back =
            Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out Uri? from)
            && string.Equals(from.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
                ? from.PathAndQuery
                : otherwise;
        return new SeeOther(back);
    }

    /// <summary>Go there with GET.</summary>
    public static IResult GoTo(string path) => new SeeOther(path);

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
