using Weft.Core.Notifications;

namespace Weft.Server.Web.Pages.Activity;

/// <summary>What the list can be narrowed to.</summary>
internal static class ActivityKinds
{
    /// <summary>Everything.</summary>
    public const string All = "all";

    /// <summary>Who follows, and who asks to.</summary>
    public const string Follows = "follows";

    /// <summary>The key in the address, the word on the chip, the kinds.</summary>
    public static readonly IReadOnlyList<(string Key, string Word, NotificationFilter Filter)> Choices =
    [
        (All, "All", NotificationFilter.All),
        ("mentions", "Mentions", new NotificationFilter([NotificationKind.Mention])),
        (Follows, "Follows", new NotificationFilter([NotificationKind.Follow, NotificationKind.FollowRequest])),
        ("quotes", "Quotes", new NotificationFilter([NotificationKind.Quote])),
        ("reposts", "Reposts", new NotificationFilter([NotificationKind.Repost])),
        ("likes", "Likes", new NotificationFilter([NotificationKind.Like])),
        (
            "posts",
            "Posts",
            new NotificationFilter([NotificationKind.Post, NotificationKind.Edit, NotificationKind.QuotedEdit, NotificationKind.PollEnded])
        ),
    ];

    /// <summary>Whether it is told above the list how many ask to follow.</summary>
    public static bool TellsOfRequests(string key) => key is All or Follows;

    /// <summary>The choice that an address names; everything for none.</summary>
    public static (string Key, string Word, NotificationFilter Filter) Of(string? key) =>
        Choices.FirstOrDefault(choice => choice.Key == key) is { Key: not null } found ? found : Choices[0];
}
