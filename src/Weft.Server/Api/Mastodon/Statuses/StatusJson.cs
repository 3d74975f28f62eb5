using System.Text.Json.Serialization;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Media;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>
/// What a status is for everyone. <see cref="StatusWriter"/> adds <c>reblog</c>, <c>quote</c> and <c>quote_approval</c>,
/// and for a viewer <c>favourited</c>, <c>reblogged</c>, <c>muted</c>, <c>bookmarked</c>, <c>pinned</c> and <c>filtered</c>.
/// </summary>
internal sealed record StatusBodyJson(
    string Id,
    DateTimeOffset CreatedAt,
    string? InReplyToId,
    string? InReplyToAccountId,
    bool Sensitive,
    string SpoilerText,
    string Visibility,
    string? Language,
    string Uri,
    string Url,
    int RepliesCount,
    int ReblogsCount,
    int FavouritesCount,
    int QuotesCount,
    DateTimeOffset? EditedAt,
    string Content,
    ApplicationJson? Application,
    RawJson Account,
    IReadOnlyList<MentionJson> Mentions,
    IReadOnlyList<StatusTagJson> Tags,
    IReadOnlyList<MediaJson> MediaAttachments
)
{
    /// <summary>The custom emoji in the text, the warning and the poll.</summary>
    public required IReadOnlyList<CustomEmojiJson> Emojis { get; init; }

    /// <summary>A preview of a link: there is none yet.</summary>
    public string? Card => null;
}

/// <summary>The app that posted.</summary>
internal sealed record ApplicationJson(string Name, string? Website);

/// <summary>Somebody whom a status mentions.</summary>
internal sealed record MentionJson(string Id, string Username, string Url, string Acct);

/// <summary>A hashtag of a status.</summary>
internal sealed record StatusTagJson(string Name, string Url);

/// <summary>What the author typed.</summary>
internal sealed record StatusSourceJson(string Id, string Text, string SpoilerText);

/// <summary>What a status said from some moment on.</summary>
internal sealed record StatusEditJson(
    string Content,
    string SpoilerText,
    bool Sensitive,
    DateTimeOffset CreatedAt,
    RawJson Account,
    IReadOnlyList<MediaJson> MediaAttachments
)
{
    /// <summary>What could be chosen in its poll; left out where there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EditedPollJson? Poll { get; init; }

    /// <summary>The custom emoji in the text, the warning and the poll.</summary>
    public required IReadOnlyList<CustomEmojiJson> Emojis { get; init; }
}

/// <summary>The poll of a version: its choices, without what came of them.</summary>
internal sealed record EditedPollJson(IReadOnlyList<EditedChoiceJson> Options);

/// <summary>A choice of such a poll.</summary>
internal sealed record EditedChoiceJson(string Title);
