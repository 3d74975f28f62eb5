using Weft.Core.Posts;

namespace Weft.Core.Safety;

/// <summary>What a viewer is to another account.</summary>
[Flags]
public enum Stance
{
    /// <summary>Strangers.</summary>
    None = 0,

    /// <summary>The viewer follows the account.</summary>
    Follows = 1,

    /// <summary>The account follows the viewer.</summary>
    FollowedBy = 2,

    /// <summary>The viewer blocks the account.</summary>
    Blocks = 4,

    /// <summary>The account blocks the viewer.</summary>
    BlockedBy = 8,

    /// <summary>The viewer mutes the account, now.</summary>
    Mutes = 16,

    /// <summary>The viewer has shut out the account's whole server.</summary>
    ShutsOut = 32,

    /// <summary>The account has shut out the viewer's whole server.</summary>
    ShutOutBy = 64,
}

/// <summary>The facts of a post that decide who may see it.</summary>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Visibility">Whom the author chose.</param>
/// <param name="InReplyToAccountId">Whom it answers.</param>
/// <param name="MentionedIds">Whom it mentions.</param>
public readonly record struct PostAudience(long AuthorId, Visibility Visibility, long? InReplyToAccountId, IReadOnlyList<long> MentionedIds)
{
    /// <summary>What was decided about the author's server.</summary>
    public HostPolicy Standing { get; init; }

    /// <summary>It waits for the leave of the author of what it answers or reposts, or was refused.</summary>
    public bool IsHeld { get; init; }
}

/// <summary>
/// Who may see a post, in memory. The same rule in SQL is <see cref="VisibilityQuery"/>; a property test holds them
/// together, so change both or neither. Each function judges one row: a repost is visible when its row and its original
/// both are, and wanted when its row is and the original's author is not muted.
/// </summary>
public static class VisibilityRule
{
    private const Stance Apart = Stance.Blocks | Stance.BlockedBy | Stance.ShutsOut | Stance.ShutOutBy;

    /// <summary>Whether the viewer may see the post when asking for it.</summary>
    /// <param name="post">The row by itself.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="stance">What the viewer is to the author.</param>
    public static bool MaySee(in PostAudience post, long? viewerId, Stance stance)
    {
        bool open = post.Visibility is Visibility.Public or Visibility.Unlisted;
        if (viewerId is not long viewer)
        {
            return open && post.Standing == HostPolicy.Normal && !post.IsHeld;
        }

        return post.AuthorId == viewer
            || (!post.IsHeld || post.InReplyToAccountId == viewer)
                && (stance & Apart) == 0
                && IsHeard(post.Standing, stance)
                && (
                    open || post.Visibility == Visibility.Followers && stance.HasFlag(Stance.Follows) || post.MentionedIds.Contains(viewer)
                );
    }

    /// <summary>Whether somebody who may see the row also wants to meet it in lists.</summary>
    /// <param name="post">The row.</param>
    /// <param name="stanceTo">What the viewer is to an account.</param>
    public static bool Wants(in PostAudience post, Func<long, Stance> stanceTo) =>
        !stanceTo(post.AuthorId).HasFlag(Stance.Mutes)
        && (post.InReplyToAccountId is not long answered || (stanceTo(answered) & (Stance.Mutes | Stance.Blocks | Stance.ShutsOut)) == 0);

    /// <summary>Of a silenced server only followers see anything, of a suspended one nobody.</summary>
    private static bool IsHeard(HostPolicy standing, Stance stance) =>
        standing == HostPolicy.Normal || standing == HostPolicy.Silenced && stance.HasFlag(Stance.Follows);

    /// <summary>Whether the author's policy lets the viewer reply to or quote a post that the viewer may see.</summary>
    /// <param name="policy">The post's policy.</param>
    /// <param name="post">The post.</param>
    /// <param name="viewerId">Who wants to.</param>
    /// <param name="stance">What the viewer is to the author.</param>
    public static bool MayInteract(InteractionPolicy policy, in PostAudience post, long viewerId, Stance stance) =>
        post.AuthorId == viewerId
        || policy switch
        {
            InteractionPolicy.Everyone => true,
            InteractionPolicy.Followers => stance.HasFlag(Stance.Follows),
            InteractionPolicy.Followed => stance.HasFlag(Stance.FollowedBy),
            InteractionPolicy.Mentioned => post.MentionedIds.Contains(viewerId),
            _ => false,
        };
}
