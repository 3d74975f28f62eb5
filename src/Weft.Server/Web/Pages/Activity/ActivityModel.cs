using Weft.Core;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Core.Posts;

namespace Weft.Server.Web.Pages.Activity;

/// <summary>What happened to somebody: a part of the list.</summary>
/// <param name="Kind">Which kinds are shown: a key of <see cref="ActivityKinds"/>.</param>
/// <param name="Groups">What happened, those that belong together as one.</param>
/// <param name="Posts">What it is about, by id.</param>
/// <param name="Relationships">Whether the viewer follows the new followers, by id.</param>
/// <param name="LastRead">What is newer is new.</param>
/// <param name="Asking">How many ask to follow; 0 where that is not told.</param>
public sealed record ActivityModel(
    string Kind,
    Page<NotificationGroup> Groups,
    IReadOnlyDictionary<long, PostView> Posts,
    IReadOnlyDictionary<long, RelationshipModel> Relationships,
    long LastRead,
    int Asking
);
