using Weft.Core.Posts;

namespace Weft.Core.Timelines;

/// <summary>A row of somebody whom the viewer follows, with what decides whether it belongs in the viewer's home.</summary>
/// <param name="Id">The row.</param>
/// <param name="AuthorId">Who posted or reposted.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="InReplyToAccountId">Whom it answers.</param>
/// <param name="RepostOfId">The original, if it is a repost.</param>
/// <param name="OriginalAuthorId">The original's author.</param>
/// <param name="MentionsViewer">True when it mentions the viewer.</param>
/// <param name="IsHeld">True while the author of what it answers or reposts has not let it stand.</param>
internal readonly record struct HomeCandidate(
    long Id,
    long AuthorId,
    Visibility Visibility,
    long? InReplyToAccountId,
    long? RepostOfId,
    long? OriginalAuthorId,
    bool MentionsViewer,
    bool IsHeld
)
{
    /// <summary>The post that is read.</summary>
    public long TargetId => RepostOfId ?? Id;

    /// <summary>The row that the event tells of.</summary>
    public static HomeCandidate From(PostPublished post, long viewerId) =>
        new(
            post.PostId,
            post.AuthorId,
            post.Visibility,
            post.InReplyToAccountId,
            post.RepostOfId,
            post.OriginalAuthorId,
            post.MentionedIds.Contains(viewerId),
            post.IsHeld
        );
}
