using System.Text.Json.Serialization;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>This server, second version. Numbers stay below 2^31, addresses are never empty.</summary>
internal sealed record InstanceJson(
    string Domain,
    string Title,
    string Version,
    string SourceUrl,
    string Description,
    UsageJson Usage,
    ThumbnailJson Thumbnail,
    IReadOnlyList<IconJson> Icon,
    IReadOnlyList<string> Languages,
    ConfigurationJson Configuration,
    RegistrationsJson Registrations,
    ApiVersionsJson ApiVersions,
    ContactJson Contact,
    RawJson Rules
);

/// <summary>This server, first version.</summary>
internal sealed record OldInstanceJson(
    string Uri,
    string Title,
    string ShortDescription,
    string Description,
    string Email,
    string Version,
    OldUrlsJson Urls,
    StatsJson Stats,
    string Thumbnail,
    IReadOnlyList<string> Languages,
    bool Registrations,
    bool ApprovalRequired,
    bool InvitesEnabled,
    OldConfigurationJson Configuration,
    RawJson? ContactAccount,
    RawJson Rules
);

/// <summary>How lively it is.</summary>
internal sealed record UsageJson(UsersJson Users);

/// <summary>Accounts that posted within thirty days.</summary>
internal sealed record UsersJson(int ActiveMonth);

/// <summary>A picture of the server.</summary>
internal sealed record ThumbnailJson(string Url, string? Blurhash, Dictionary<string, string> Versions);

/// <summary>An icon of the server.</summary>
internal sealed record IconJson(string Src, string Size);

/// <summary>What this server takes.</summary>
internal sealed record ConfigurationJson(
    UrlsJson Urls,
    AccountLimitsJson Accounts,
    StatusLimitsJson Statuses,
    MediaLimitsJson MediaAttachments,
    PollLimitsJson Polls,
    TranslationJson Translation,
    TimelinesAccessJson TimelinesAccess,
    bool LimitedFederation
);

/// <summary>The same in the first version.</summary>
internal sealed record OldConfigurationJson(
    AccountLimitsJson Accounts,
    StatusLimitsJson Statuses,
    MediaLimitsJson MediaAttachments,
    PollLimitsJson Polls
);

/// <summary>Where else to go.</summary>
internal sealed record UrlsJson(string Streaming, string? Status, string About, string PrivacyPolicy, string? TermsOfService);

/// <summary>The same in the first version.</summary>
internal sealed record OldUrlsJson(string StreamingApi);

/// <summary>Limits of profiles.</summary>
internal sealed record AccountLimitsJson(
    int MaxFeaturedTags,
    int MaxPinnedStatuses,
    int MaxProfileFields,
    int ProfileFieldNameLimit,
    int ProfileFieldValueLimit,
    int MaxDisplayNameLength,
    int MaxNoteLength
);

/// <summary>Limits of posts.</summary>
internal sealed record StatusLimitsJson(int MaxCharacters, int MaxMediaAttachments, int CharactersReservedPerUrl);

/// <summary>Limits of media. Without ffmpeg no video is taken; its numbers are there since apps cannot do without.</summary>
internal sealed record MediaLimitsJson(
    IReadOnlyList<string> SupportedMimeTypes,
    int DescriptionLimit,
    int ImageSizeLimit,
    int ImageMatrixLimit,
    int VideoSizeLimit,
    int VideoFrameRateLimit,
    int VideoMatrixLimit
);

/// <summary>Limits of polls.</summary>
internal sealed record PollLimitsJson(int MaxOptions, int MaxCharactersPerOption, int MinExpiration, int MaxExpiration);

/// <summary>Whether posts can be translated.</summary>
internal sealed record TranslationJson(bool Enabled);

/// <summary>Who may read which timelines.</summary>
internal sealed record TimelinesAccessJson(
    TimelineAccessJson LiveFeeds,
    TimelineAccessJson HashtagFeeds,
    TimelineAccessJson TrendingLinkFeeds
);

/// <summary><c>public</c>, <c>authenticated</c> or <c>disabled</c>.</summary>
internal sealed record TimelineAccessJson(string Local, string Remote);

/// <summary>Who may sign up.</summary>
internal sealed record RegistrationsJson(
    bool Enabled,
    bool ApprovalRequired,
    bool ReasonRequired,
    string? Message,
    int? MinAge,
    string? Url
);

/// <summary>What apps may rely on. Seven says that quotes work.</summary>
internal sealed record ApiVersionsJson(int Mastodon, int Weft);

/// <summary>Whom to write to.</summary>
internal sealed record ContactJson(string Email, RawJson? Account);

/// <summary>How much there is.</summary>
internal sealed record StatsJson(int UserCount, int StatusCount, int DomainCount);

/// <summary>A language that posts may be in.</summary>
internal sealed record LanguageJson(string Code, string Name);

/// <summary>A page of text.</summary>
internal sealed record PageTextJson(string UpdatedAt, string Content);
