using System.Globalization;
using System.Text.Encodings.Web;
using Weft.Core.Posts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>What apps ask before they know anybody.</summary>
internal sealed class InstanceEndpoints(InstancePresenter presenter, WeftOptions options, Addresses addresses) : IApiResource
{
    private const int Minutes5 = 300;

    /// <summary>When this page of text was last written.</summary>
    private const string WrittenAt = "2026-11-25T00:00:00.000Z";

    private static readonly LanguageJson[] Languages = [.. PostLanguage.Codes.Select(code => new LanguageJson(code, Name(code)))];

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v2/instance", NewAsync).AllowAnyone();
        api.Get("/api/v1/instance", OldAsync).AllowAnyone();
        foreach (string list in new[] { "activity", "rules" })
        {
            api.Get($"/api/v1/instance/{list}", c => c.AnswerNoneAsync()).AllowAnyone();
        }

        api.Get("/api/v1/instance/languages", c => c.AnswerAsync(Languages, MastodonJson.Wire.LanguageJsonArray, Minutes5)).AllowAnyone();
        api.Get("/api/v1/instance/translation_languages", c => c.AnswerNothingAsync()).AllowAnyone();
        api.Get("/api/v1/instance/extended_description", ExtendedAsync).AllowAnyone();
        api.Get("/api/v1/instance/privacy_policy", PrivacyAsync).AllowAnyone();
        api.Get("/api/v1/instance/terms_of_service", c => c.RefuseNotFoundAsync()).AllowAnyone();
    }

    private async Task NewAsync(HttpContext context) =>
        await context.AnswerAsync(await presenter.PresentAsync(context.RequestAborted), MastodonJson.Wire.InstanceJson, Minutes5);

    private async Task OldAsync(HttpContext context) =>
        await context.AnswerAsync(await presenter.PresentOldAsync(context.RequestAborted), MastodonJson.Wire.OldInstanceJson, Minutes5);

    private Task ExtendedAsync(HttpContext context) =>
        context.AnswerAsync(
            new PageTextJson(WrittenAt, $"<p>{HtmlEncoder.Default.Encode(options.Description)}</p>"),
            MastodonJson.Wire.PageTextJson,
            Minutes5
        );

    private Task PrivacyAsync(HttpContext context)
    {
        string url = addresses.Origin + "/privacy";
        return context.AnswerAsync(
            new PageTextJson(WrittenAt, $"<p><a href=\"{url}\">{url}</a></p>"),
            MastodonJson.Wire.PageTextJson,
            Minutes5
        );
    }

    private static string Name(string code) => CultureInfo.GetCultureInfo(code).EnglishName;
}
