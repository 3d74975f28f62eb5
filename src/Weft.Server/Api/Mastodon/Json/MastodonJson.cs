using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Instance;
using Weft.Server.Api.Mastodon.Media;
using Weft.Server.Api.Mastodon.Notifications;
using Weft.Server.Api.Mastodon.Reports;
using Weft.Server.Api.Mastodon.Search;
using Weft.Server.Api.Mastodon.Statuses;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>How the entities of the Mastodon API are written: names in snake case, nulls where the entity has them.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccountJson))]
[JsonSerializable(typeof(CredentialsJson))]
[JsonSerializable(typeof(MuteEndJson))]
[JsonSerializable(typeof(RelationshipJson[]))]
[JsonSerializable(typeof(PreferencesJson))]
[JsonSerializable(typeof(FamiliarFollowersJson[]))]
[JsonSerializable(typeof(StatusBodyJson))]
[JsonSerializable(typeof(PollJson))]
[JsonSerializable(typeof(IReadOnlyList<CustomEmojiJson>))]
[JsonSerializable(typeof(StatusSourceJson))]
[JsonSerializable(typeof(StatusEditJson[]))]
[JsonSerializable(typeof(AsyncRefreshAnswerJson))]
[JsonSerializable(typeof(MediaJson))]
[JsonSerializable(typeof(NotificationJson[]))]
[JsonSerializable(typeof(GroupedNotificationsJson))]
[JsonSerializable(typeof(CountJson))]
[JsonSerializable(typeof(PolicyJson))]
[JsonSerializable(typeof(OldPolicyJson))]
[JsonSerializable(typeof(Dictionary<string, MarkerJson>))]
[JsonSerializable(typeof(SearchJson))]
[JsonSerializable(typeof(ReportJson))]
[JsonSerializable(typeof(TagJson))]
[JsonSerializable(typeof(InstanceJson))]
[JsonSerializable(typeof(OldInstanceJson))]
[JsonSerializable(typeof(LanguageJson[]))]
[JsonSerializable(typeof(DomainBlockJson[]))]
[JsonSerializable(typeof(DomainBlockPreviewJson))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(PageTextJson))]
internal sealed partial class MastodonJson : JsonSerializerContext
{
    /// <summary>The one to write with. Text is escaped as little as JSON allows: it is never part of a page.</summary>
    public static MastodonJson Wire { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                Converters = { new InstantConverter() },
            }
        );
}
