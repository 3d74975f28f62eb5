using Weft.Core.Accounts;

namespace Weft.Core.Notifications;

/// <summary>One thing that an account is told of, as it is shown.</summary>
/// <param name="Number">1, 2, 3, … for each account.</param>
/// <param name="Kind">Of what.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="PostId">The post that it is about; null for none.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="GroupKey">Which notifications are shown as one: letters, digits and hyphens.</param>
/// <param name="Reaction">The emoji of a like that came with one; null for none.</param>
public sealed record NotificationModel(
    long Number,
    NotificationKind Kind,
    AccountModel Actor,
    long? PostId,
    DateTimeOffset CreatedAt,
    string GroupKey,
    LikeReaction? Reaction = null
);

/// <summary>The emoji that a like came with.</summary>
/// <param name="Emoji">A character, or <c>:name:</c> of a custom one.</param>
/// <param name="ImageUrl">The custom one's picture at its own server; null for none.</param>
public sealed record LikeReaction(string Emoji, string? ImageUrl);

/// <summary>Notifications that are shown as one.</summary>
/// <param name="GroupKey">The group's key.</param>
/// <param name="Kind">Of what they tell.</param>
/// <param name="Count">How many there are in the whole group, up to the newest of the page.</param>
/// <param name="MostRecentNumber">The number of the newest of them.</param>
/// <param name="PageMinNumber">The lowest number of those that fall in the page.</param>
/// <param name="PageMaxNumber">The highest number of those that fall in the page.</param>
/// <param name="LatestAt">When the newest of them came.</param>
/// <param name="Actors">Who did it lately, the newest first, at most 8.</param>
/// <param name="PostId">The post that they are about; null for none.</param>
public sealed record NotificationGroup(
    string GroupKey,
    NotificationKind Kind,
    int Count,
    long MostRecentNumber,
    long PageMinNumber,
    long PageMaxNumber,
    DateTimeOffset LatestAt,
    IReadOnlyList<AccountModel> Actors,
    long? PostId
);
