using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Posts;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>The caller's own account: reading and changing it, and what holds for posts.</summary>
internal sealed class CredentialsEndpoints(
    AccountReader accounts,
    AccountPresenter accountPresenter,
    CredentialsPresenter presenter,
    PostingDefaultsReader defaults,
    UpdateProfileHandler update,
    MediaFolder folder,
    SetPictureHandler setPicture
) : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/accounts/verify_credentials", VerifyAsync).RequireScope("read:accounts", "profile");
        api.Update("/api/v1/accounts/update_credentials", UpdateAsync).RequireScope("write:accounts");
        api.Delete("/api/v1/profile/avatar", context => RemovePictureAsync(context, ProfilePicture.Avatar)).RequireScope("write:accounts");
        api.Delete("/api/v1/profile/header", context => RemovePictureAsync(context, ProfilePicture.Header)).RequireScope("write:accounts");
        api.Get("/api/v1/preferences", PreferencesAsync).RequireScope("read:accounts");
    }

    /// <summary>The scope <c>profile</c> alone tells no more than what everyone sees.</summary>
    private async Task VerifyAsync(HttpContext context)
    {
        Caller caller = context.Caller!;
        if (caller.Scopes.Covers("read:accounts"))
        {
            await AnswerMeAsync(context);
            return;
        }

        AccountModel? account = await accounts.FindAsync(caller.Me, context.RequestAborted);
        await (account is null ? context.RefuseNotFoundAsync() : context.AnswerAsync(accountPresenter.Render(account)));
    }

    private async Task AnswerMeAsync(HttpContext context)
    {
        Caller caller = context.Caller!;
        AccountModel? account = await accounts.FindAsync(caller.Me, context.RequestAborted);
        await (
            account is null
                ? context.RefuseNotFoundAsync()
                : context.AnswerAsync(await presenter.RenderAsync(account, caller.Role, context.RequestAborted))
        );
    }

    private async Task UpdateAsync(HttpContext context)
    {
        using UploadedFiles files = new(
            folder,
            new Dictionary<string, long> { ["avatar"] = MediaLimits.PhotoBytes, ["header"] = MediaLimits.PhotoBytes }
        );
        RequestFields fields = await RequestFields.ReadAsync(context, files);
        RequestFields? source = fields.Object("source");
        Outcome<long> outcome = await update.RunAsync(
            new UpdateProfile(context.Caller!.Me)
            {
                DisplayName = fields.TextOrCleared("display_name"),
                Note = fields.TextOrCleared("note"),
                Fields = fields
                    .Objects("fields_attributes")
                    ?.Select(field => new ProfileField(field.Text("name") ?? "", field.Text("value") ?? ""))
                    .ToList(),
                Locked = fields.Flag("locked"),
                Bot = fields.Flag("bot"),
                Discoverable = fields.Flag("discoverable"),
                Indexable = fields.Flag("indexable"),
                HideCollections = fields.Flag("hide_collections"),
                DefaultVisibility = source?.Choice("privacy", MastodonText.Visibilities),
                DefaultSensitive = source?.Flag("sensitive"),
                DefaultLanguage = source?.TextOrCleared("language"),
                DefaultQuotePolicy = source?.Choice("quote_policy", MastodonText.QuotePolicies),
            },
            context.RequestAborted
        );
        if (outcome.Succeeded && files.Find("avatar") is { } avatar)
        {
            outcome = await setPicture.RunAsync(new SetPicture(context.Caller!.Me, ProfilePicture.Avatar, avatar), context.RequestAborted);
        }

        if (outcome.Succeeded && files.Find("header") is { } header)
        {
            outcome = await setPicture.RunAsync(new SetPicture(context.Caller!.Me, ProfilePicture.Header, header), context.RequestAborted);
        }

        await (outcome.Succeeded ? AnswerMeAsync(context) : context.RefuseAsync(outcome.Refusal));
    }

    private async Task RemovePictureAsync(HttpContext context, ProfilePicture picture)
    {
        Outcome<long> outcome = await setPicture.RunAsync(new SetPicture(context.Caller!.Me, picture, null), context.RequestAborted);
        await (outcome.Succeeded ? AnswerMeAsync(context) : context.RefuseAsync(outcome.Refusal));
    }

    private async Task PreferencesAsync(HttpContext context)
    {
        PostingDefaults posting = await defaults.ReadAsync(context.Caller!.Me, context.RequestAborted);
        await context.AnswerAsync(
            new PreferencesJson(
                MastodonText.Of(posting.Visibility),
                posting.Sensitive,
                posting.Language,
                MastodonText.Of(posting.QuotePolicy)
            ),
            MastodonJson.Wire.PreferencesJson
        );
    }
}
