using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Posts;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Profile;
using Weft.Server.Web.Pages.Timelines;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>The list of settings, the profile, what holds for posts, and whom somebody keeps away.</summary>
internal static class SettingsEndpoints
{
    private const int PeopleOnPage = 40;

    public static void MapSettings(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder settings = pages.MapGroup("/settings").RequireAuthorization();
        settings.MapGet("", () => PageResults.Page<SettingsPage>(new { }));
        settings.MapGet("/profile", ShowProfileAsync);
        settings.MapPost("/profile", SaveProfileAsync).AllowFiles(2);
        settings.MapGet("/posting", ShowPostingAsync);
        settings.MapPost("/posting", SavePostingAsync);
        settings.MapGet("/blocked", BlockedAsync);
        settings.MapGet("/muted", MutedAsync);
        settings.MapBlockedServers();
        settings.MapMoving();
        pages.MapAppearance();
    }

    private static async Task<IResult> ShowProfileAsync(
        bool? saved,
        Caller caller,
        AccountReader accounts,
        CancellationToken cancellation
    ) =>
        await accounts.FindAsync(caller.Me, cancellation) is { } account
            ? PageResults.Page<ProfileSettingsPage>(new { Form = ProfileForm.Of(account, saved == true) })
            : PageResults.NotFound();

    private static async Task<IResult> SaveProfileAsync(
        HttpRequest request,
        Caller caller,
        UpdateProfileHandler update,
        SetPictureHandler setPicture,
        MediaFolder folder,
        CancellationToken cancellation
    )
    {
        IFormCollection sent = await request.ReadFormAsync(cancellation);
        ProfileForm form = ProfileForm.Read(sent);
        Outcome<long> outcome = await update.RunAsync(form.Update(caller.Me), cancellation);
        foreach (ProfilePicture picture in Enum.GetValues<ProfilePicture>())
        {
            outcome = outcome.Succeeded ? await SetPictureAsync(picture, sent, caller.Me, setPicture, folder, cancellation) : outcome;
        }

        return outcome.Refusal switch
        {
            null => PageResults.GoTo("/settings/profile?saved=true"),
            Refusal.Invalid invalid => Unprocessable(
                PageResults.Page<ProfileSettingsPage>(new { Form = form with { Faults = invalid.Faults } })
            ),
            Refusal refusal => PageResults.Refused(refusal),
        };
    }

    /// <summary>Takes the picture that came, or takes the old one away, or leaves it.</summary>
    private static async Task<Outcome<long>> SetPictureAsync(
        ProfilePicture picture,
        IFormCollection form,
        long accountId,
        SetPictureHandler setPicture,
        MediaFolder folder,
        CancellationToken cancellation
    )
    {
        string name = picture == ProfilePicture.Avatar ? "avatar" : "header";
        if (form.Files.GetFile(name) is not { Length: > 0 } file)
        {
            return form.ContainsKey("no_" + name)
                ? await setPicture.RunAsync(new SetPicture(accountId, picture, null), cancellation)
                : accountId;
        }

        string path = folder.NewUpload();
        try
        {
            await using (FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.CopyToAsync(target, cancellation);
            }

            return await setPicture.RunAsync(new SetPicture(accountId, picture, path), cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<IResult> ShowPostingAsync(
        bool? saved,
        Caller caller,
        PostingDefaultsReader defaults,
        CancellationToken cancellation
    ) => PageResults.Page<PostingSettingsPage>(new { Defaults = await defaults.ReadAsync(caller.Me, cancellation), Saved = saved == true });

    private static async Task<IResult> SavePostingAsync(
        HttpRequest request,
        Caller caller,
        UpdateProfileHandler update,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await request.ReadFormAsync(cancellation);
        PostingDefaults chosen = new(
            (Visibility)Number(form["visibility"]),
            form.ContainsKey("sensitive"),
            form["language"].ToString(),
            (InteractionPolicy)Number(form["quote_policy"])
        );
        Outcome<long> outcome = await update.RunAsync(
            new UpdateProfile(caller.Me)
            {
                DefaultVisibility = chosen.Visibility,
                DefaultSensitive = chosen.Sensitive,
                DefaultLanguage = chosen.Language,
                DefaultQuotePolicy = chosen.QuotePolicy,
            },
            cancellation
        );
        return outcome.Refusal switch
        {
            null => PageResults.GoTo("/settings/posting?saved=true"),
            Refusal.Invalid invalid => Unprocessable(
                PageResults.Page<PostingSettingsPage>(
                    new { Defaults = chosen, Fault = string.Join(" ", invalid.Faults.Select(PageResults.Sentence)) }
                )
            ),
            Refusal refusal => PageResults.Refused(refusal),
        };
    }

    private static async Task<IResult> BlockedAsync(long? max_id, Caller caller, RelationshipLists lists, CancellationToken cancellation) =>
        People(
            "Blocked",
            await lists.BlocksAsync(caller.Me, TimelineEndpoints.Part(max_id, PeopleOnPage), cancellation),
            "You block nobody. On a profile you can."
        );

    private static async Task<IResult> MutedAsync(long? max_id, Caller caller, RelationshipLists lists, CancellationToken cancellation) =>
        People(
            "Muted",
            (await lists.MutesAsync(caller.Me, TimelineEndpoints.Part(max_id, PeopleOnPage), cancellation)).Select(m => m.Account),
            "You mute nobody. On a profile you can."
        );

    private static RazorComponentResult People(string title, Page<AccountModel> people, string emptySentence) =>
        PageResults.Page<PeoplePage>(new { Model = new PeopleModel(title, "/settings", people, emptySentence) });

    private static RazorComponentResult Unprocessable(RazorComponentResult page)
    {
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    /// <summary>What is no choice at all becomes one that the command refuses.</summary>
    private static int Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
