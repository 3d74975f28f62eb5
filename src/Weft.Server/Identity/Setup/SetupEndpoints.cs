using Weft.Core;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;
using Weft.Server.Web;
using Weft.Server.Web.Pages.Gate;

namespace Weft.Server.Identity.Setup;

/// <summary><c>/setup</c>: the first visitor becomes the owner.</summary>
internal static class SetupEndpoints
{
    public static void MapSetup(this RouteGroupBuilder gate)
    {
        gate.MapGet("/setup", ShowAsync);
        gate.MapPost("/setup", MakeOwnerAsync);
    }

    private static async Task<IResult> ShowAsync(string? key, OwnerSetup setup, CancellationToken cancellation) =>
        key is not null && await setup.WorksAsync(key, cancellation) ? Page(new SignUpModel { SetupKey = key }) : Void();

    private static async Task<IResult> MakeOwnerAsync(HttpContext context, OwnerSetup setup, LetIn letIn)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        SignUpModel model = new()
        {
            Username = form.Text("username"),
            Email = form.Text("email"),
            SetupKey = form.Text("key"),
        };
        Outcome<long> made = await setup.RunAsync(
            model.SetupKey,
            model.Username,
            model.Email,
            form.Text("password"),
            context.RequestAborted
        );
        if (!made.Succeeded)
        {
            return made.Refusal is Refusal.Invalid invalid ? Page(model with { Faults = invalid.Faults }) : Void();
        }

        await letIn.InAsync(context, made.Value);
        return PageResults.GoTo("/home");
    }

    private static IResult Page(SignUpModel model) =>
        GatePages.Show<SignUpPage>(
            new { Model = model },
            model.Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK
        );

    private static IResult Void() =>
        NoticePage.Show(
            "This link does not work any more",
            "It works once, and until the server starts again. A server without an owner prints a new one at its start.",
            status: StatusCodes.Status404NotFound
        );
}
