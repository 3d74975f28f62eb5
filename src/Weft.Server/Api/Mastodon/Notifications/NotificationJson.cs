using System.Text.Json.Serialization;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Notifications;

/// <summary>
/// One notification. <c>status</c> is there where it is about one; <c>emoji</c> and <c>emoji_url</c>, in Pleroma's words,
/// where a like came with an emoji.
/// </summary>
internal sealed record NotificationJson(
    string Id,
    string Type,
    string GroupKey,
    DateTimeOffset CreatedAt,
    RawJson Account,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RawJson? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Emoji = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EmojiUrl = null
);

/// <summary>A page of groups, with the accounts and statuses that they name by id.</summary>
internal sealed record GroupedNotificationsJson(
    IReadOnlyList<RawJson> Accounts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PartialAccountJson>? PartialAccounts,
    IReadOnlyList<RawJson> Statuses,
    IReadOnlyList<NotificationGroupJson> NotificationGroups
);

/// <summary>Notifications shown as one. The most recent id is a number, as apps need it; the page's bounds are always there.</summary>
internal sealed record NotificationGroupJson(
    string GroupKey,
    int NotificationsCount,
    string Type,
    long MostRecentNotificationId,
    string PageMinId,
    string PageMaxId,
    DateTimeOffset LatestPageNotificationAt,
    IReadOnlyList<string> SampleAccountIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StatusId
);

/// <summary>How many.</summary>
internal sealed record CountJson(int Count);

/// <summary>Which notifications are let through: all, until there are filters for them.</summary>
internal sealed record PolicyJson(PolicySummaryJson Summary)
{
    /// <summary>From those whom the person does not follow.</summary>
    public string ForNotFollowing => "accept";

    /// <summary>From those who do not follow the person.</summary>
    public string ForNotFollowers => "accept";

    /// <summary>From accounts made lately.</summary>
    public string ForNewAccounts => "accept";

    /// <summary>From private mentions that were not asked for.</summary>
    public string ForPrivateMentions => "accept";

    /// <summary>From accounts that moderators have limited.</summary>
    public string ForLimitedAccounts => "accept";
}

/// <summary>The same in the words of the first version, which apps still call.</summary>
internal sealed record OldPolicyJson(PolicySummaryJson Summary)
{
    /// <summary>From those whom the person does not follow.</summary>
    public bool FilterNotFollowing => false;

    /// <summary>From those who do not follow the person.</summary>
    public bool FilterNotFollowers => false;

    /// <summary>From accounts made lately.</summary>
    public bool FilterNewAccounts => false;

    /// <summary>From private mentions that were not asked for.</summary>
    public bool FilterPrivateMentions => false;
}

/// <summary>What waits behind the policy.</summary>
internal sealed record PolicySummaryJson(int PendingRequestsCount, int PendingNotificationsCount);

/// <summary>How far a timeline was read.</summary>
internal sealed record MarkerJson(string LastReadId, int Version, DateTimeOffset UpdatedAt);
