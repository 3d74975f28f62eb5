namespace Weft.Core.Posts;

/// <summary>A post or repost was published. Carries all that a live timeline needs to decide without a query.</summary>
/// <param name="PostId">The post; for a repost, the repost's own row.</param>
/// <param name="AuthorId">Who posted or reposted.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="InReplyToAccountId">Whom it answers, if it is a reply.</param>
/// <param name="RepostOfId">The original, if it is a repost.</param>
/// <param name="OriginalAuthorId">The original's author, if it is a repost.</param>
/// <param name="MentionedIds">The accounts that it mentions.</param>
public sealed record PostPublished(
    long PostId,
    long AuthorId,
    Visibility Visibility,
    long? InReplyToAccountId,
    long? RepostOfId,
    long? OriginalAuthorId,
    IReadOnlyList<long> MentionedIds
) : WeftEvent
{
    /// <summary>It waits for the leave of the author of what it answers or reposts: with that it is told of once more.</summary>
    public bool IsHeld { get; init; }
}

/// <summary>A post was edited: what was cached of it is stale.</summary>
public sealed record PostEdited(long PostId, long AuthorId) : WeftEvent;

/// <summary>A post or repost is gone. Raised for each row: deleting a post deletes its reposts too.</summary>
public sealed record PostDeleted(long PostId, long AuthorId) : WeftEvent;

/// <summary>A poll of another server has ended in which somebody here voted: what came of it is for its server to say.</summary>
public sealed record ForeignPollEnded(long PostId) : WeftEvent;

/// <summary>More waited below a reply that is shown now than is let go at once.</summary>
public sealed record RepliesLeftHeld : WeftEvent;

/// <summary>The counts of these posts changed.</summary>
public sealed record PostCountsChanged(IReadOnlyList<long> PostIds) : WeftEvent;

/// <summary>The viewer's own mark on a post changed.</summary>
/// <param name="ViewerId">Who likes, reposts, saves, pins.</param>
/// <param name="PostId">The original post, never a repost's row.</param>
/// <param name="Mark">Which mark.</param>
/// <param name="On">Set or taken away.</param>
public sealed record PostMarkChanged(long ViewerId, long PostId, PostMarks Mark, bool On) : WeftEvent;

/// <summary>The viewer muted or unmuted a conversation.</summary>
public sealed record ConversationMuteChanged(long ViewerId, long ConversationId) : WeftEvent;
