namespace Weft.Core.Accounts.Relationships;

/// <summary>What a viewer and another account are to each other.</summary>
/// <param name="AccountId">The other account.</param>
/// <param name="Following">The viewer follows it.</param>
/// <param name="ShowingReposts">Its reposts come to the viewer's home.</param>
/// <param name="Notifying">The viewer is told of each of its posts.</param>
/// <param name="FollowedBy">It follows the viewer.</param>
/// <param name="Requested">The viewer asked to follow it.</param>
/// <param name="RequestedBy">It asked to follow the viewer.</param>
/// <param name="Blocking">The viewer blocks it.</param>
/// <param name="BlockedBy">It blocks the viewer.</param>
/// <param name="Muting">The viewer mutes it, now.</param>
/// <param name="MutingNotifications">The mute hides its notifications too.</param>
/// <param name="MutingUntil">When the mute ends; null for never.</param>
/// <param name="Note">What the viewer noted about it, for no other eyes; empty for nothing.</param>
public sealed record RelationshipModel(
    long AccountId,
    bool Following,
    bool ShowingReposts,
    bool Notifying,
    bool FollowedBy,
    bool Requested,
    bool RequestedBy,
    bool Blocking,
    bool BlockedBy,
    bool Muting,
    bool MutingNotifications,
    DateTimeOffset? MutingUntil,
    string Note
)
{
    /// <summary>The viewer has shut out its whole server.</summary>
    public bool ShuttingOut { get; init; }
}
