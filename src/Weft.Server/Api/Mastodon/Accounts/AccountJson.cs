using System.Text.Json.Serialization;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Account, as everyone sees it.</summary>
internal sealed record AccountJson(
    string Id,
    string Username,
    string Acct,
    string DisplayName,
    bool Locked,
    bool Bot,
    bool Discoverable,
    bool Indexable,
    bool Noindex,
    bool HideCollections,
    DateTimeOffset CreatedAt,
    string Note,
    string Url,
    string Uri,
    string Avatar,
    string AvatarStatic,
    string Header,
    string HeaderStatic,
    int FollowersCount,
    int FollowingCount,
    int StatusesCount,
    DateOnly? LastStatusAt,
    IReadOnlyList<FieldJson> Fields
)
{
    /// <summary>Where the account has gone, whole; left out while it has not moved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? Moved { get; init; }

    /// <summary>Never a group.</summary>
    public bool Group => false;

    /// <summary>The custom emoji in the texts.</summary>
    public required IReadOnlyList<CustomEmojiJson> Emojis { get; init; }

    /// <summary>Roles shown to everyone: there are none.</summary>
    public RawJson Roles => MastodonText.None;
}

/// <summary>A line of a profile. <c>verified_at</c> is null until links are verified.</summary>
internal sealed record FieldJson(string Name, string Value, DateTimeOffset? VerifiedAt);

/// <summary>What only the person sees of the own account; stands after the members of <see cref="AccountJson"/>.</summary>
internal sealed record CredentialsJson(SourceJson Source, RoleJson Role);

/// <summary>Texts as they were written, and what holds for posts when nothing else is said.</summary>
internal sealed record SourceJson(
    string Note,
    IReadOnlyList<FieldJson> Fields,
    string Privacy,
    bool Sensitive,
    string Language,
    int FollowRequestsCount,
    bool HideCollections,
    bool Discoverable,
    bool Indexable,
    string QuotePolicy
)
{
    /// <summary>Websites that name the account as author: none.</summary>
    public RawJson AttributionDomains => MastodonText.None;
}

/// <summary>What a person may do. <c>permissions</c> is a text of digits; this server has no administration API, so it is 0.</summary>
internal sealed record RoleJson(string Id, string Name, string Color, string Permissions, bool Highlighted);

/// <summary>Part of an account, for faces in a row.</summary>
internal sealed record PartialAccountJson(string Id, string Acct, string Url, string Avatar, string AvatarStatic, bool Locked, bool Bot);

/// <summary>What the viewer and another account are to each other.</summary>
internal sealed record RelationshipJson(
    string Id,
    bool Following,
    bool ShowingReblogs,
    bool Notifying,
    bool FollowedBy,
    bool Blocking,
    bool BlockedBy,
    bool Muting,
    bool MutingNotifications,
    DateTimeOffset? MutingExpiresAt,
    bool Requested,
    bool RequestedBy,
    string Note
)
{
    /// <summary>Follows are for all languages.</summary>
    public string[]? Languages => null;

    /// <summary>The caller blocks the account's server.</summary>
    public bool DomainBlocking { get; init; }

    /// <summary>Nobody is endorsed.</summary>
    public bool Endorsed => false;
}

/// <summary>Followers of an account whom the viewer follows.</summary>
internal sealed record FamiliarFollowersJson(string Id, IReadOnlyList<RawJson> Accounts);

/// <summary>What holds for reading and posting. The names have colons.</summary>
internal sealed record PreferencesJson(
    [property: JsonPropertyName("posting:default:visibility")] string Visibility,
    [property: JsonPropertyName("posting:default:sensitive")] bool Sensitive,
    [property: JsonPropertyName("posting:default:language")] string? Language,
    [property: JsonPropertyName("posting:default:quote_policy")] string QuotePolicy
)
{
    /// <summary>Veil what is marked as sensitive.</summary>
    [JsonPropertyName("reading:expand:media")]
    public string ExpandMedia => "default";

    /// <summary>Don't open warnings by themselves.</summary>
    [JsonPropertyName("reading:expand:spoilers")]
    public bool ExpandSpoilers => false;

    /// <summary>Let pictures move.</summary>
    [JsonPropertyName("reading:autoplay:gifs")]
    public bool AutoplayGifs => true;
}
