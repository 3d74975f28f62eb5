using System.Globalization;
using System.Text.Json.Serialization;
using Weft.Core.Accounts.Access;

namespace Weft.Server.Identity.Apps;

/// <summary>An app as Mastodon's apps read it. <c>website</c> is null and never empty.</summary>
internal sealed record AppJson(
    string Id,
    string Name,
    string? Website,
    IReadOnlyList<string> Scopes,
    string RedirectUri,
    IReadOnlyList<string> RedirectUris,
    string? VapidKey
)
{
    /// <summary>Only when it is registered, since it is stored nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; init; }

    /// <summary>Only when it is registered, since it is stored nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientSecret { get; init; }

    /// <summary>Beside the secret: 0, since it does not expire.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ClientSecretExpiresAt { get; init; }

    /// <summary>What everyone may know of it.</summary>
    public static AppJson Of(ClientApp app) =>
        new(
            app.Id.ToString(CultureInfo.InvariantCulture),
            app.Name,
            app.Website,
            app.Scopes.Split(' '),
            app.RedirectUris,
            app.RedirectUris.Split('\n'),
            VapidKey: null
        );
}
