using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Documents.Posts;

/// <summary>Something said on another server. Its author is of the same origin as its id.</summary>
public sealed record PostDocument : Document
{
    /// <summary>What kind of post.</summary>
    public required PostKind Kind { get; init; }

    /// <summary>Who said it: where several are named the first person, else the first one.</summary>
    public required string AttributedTo { get; init; }

    /// <summary>To whom.</summary>
    public required Addressing Addressing { get; init; }

    /// <summary>Its text; for a vote null.</summary>
    public required ForeignHtml? Content { get; init; }

    /// <summary>Its title, or the choice of a vote; one line.</summary>
    public required string? Name { get; init; }

    /// <summary>What stands before it: the warning of a note, the summary of an article, which may be markup.</summary>
    public required string? Summary { get; init; }

    /// <summary>Media are to be veiled; true also where only a warning says so.</summary>
    public required bool Sensitive { get; init; }

    /// <summary>Its language, such as <c>en</c> or <c>zh-TW</c>; null when not said.</summary>
    public required string? Language { get; init; }

    /// <summary>The page for people, of whatever host.</summary>
    public required string? Url { get; init; }

    /// <summary>All its addresses: pages, films, torrents.</summary>
    public required IReadOnlyList<ForeignLink> Links { get; init; }

    /// <summary>When it was said, not in the future.</summary>
    public required DateTimeOffset? Published { get; init; }

    /// <summary>When it last changed, not in the future.</summary>
    public required DateTimeOffset? Updated { get; init; }

    /// <summary>What it answers.</summary>
    public required string? InReplyTo { get; init; }

    /// <summary>Whom it mentions.</summary>
    public required IReadOnlyList<MentionTag> Mentions { get; init; }

    /// <summary>Its hashtags.</summary>
    public required IReadOnlyList<HashtagTag> Hashtags { get; init; }

    /// <summary>Its custom emoji.</summary>
    public required IReadOnlyList<EmojiTag> Emojis { get; init; }

    /// <summary>Links to objects in its text.</summary>
    public required IReadOnlyList<ObjectLinkTag> ObjectLinks { get; init; }

    /// <summary>Pictures, films, sounds, files.</summary>
    public required IReadOnlyList<MediaAttachment> Media { get; init; }

    /// <summary>Addresses whose previews it wants shown (Mastodon, Lemmy).</summary>
    public required IReadOnlyList<string> Previews { get; init; }

    /// <summary>The picture that stands for it: an article's, a video's.</summary>
    public required Picture? Picture { get; init; }

    /// <summary>What it quotes; null for nothing.</summary>
    public required QuoteClaim? Quote { get; init; }

    /// <summary>Who may do what with it; null when not said.</summary>
    public required ForeignPolicy? Policy { get; init; }

    /// <summary>Its server takes no replies (Pixelfed, PeerTube).</summary>
    public required bool RepliesClosed { get; init; }

    /// <summary>The stamp of the author that it answers; the older <c>approvedBy</c> too.</summary>
    public required string? ReplyAuthorization { get; init; }

    /// <summary>The poll; only a <see cref="PostKind.Question"/> has one.</summary>
    public required Poll? Poll { get; init; }

    /// <summary>Its replies: a collection by id or inlined, of the post's origin. So are the next two.</summary>
    public required Reference? Replies { get; init; }

    /// <summary>Its likes.</summary>
    public required Reference? Likes { get; init; }

    /// <summary>Its reposts.</summary>
    public required Reference? Shares { get; init; }

    /// <summary>The conversation's collection (FEP-7888); may be unresolvable.</summary>
    public required string? Context { get; init; }

    /// <summary>The conversation's collection of activities (FEP-f228), to be preferred.</summary>
    public required string? ContextHistory { get; init; }

    /// <summary>The conversation's name in OStatus, often a <c>tag:</c>.</summary>
    public required string? Conversation { get; init; }

    /// <summary>How long it plays.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>When an event begins.</summary>
    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>When an event ends.</summary>
    public required DateTimeOffset? EndTime { get; init; }

    /// <summary>True for a choice in somebody's poll: no reply, never shown, never counted as one.</summary>
    public bool IsVote => Kind == PostKind.Note && Name is not null && Content is null && InReplyTo is not null && Media.Count == 0;

    /// <inheritdoc/>
    public override string? Owner => AttributedTo;
}

/// <summary>The kinds of posts. All but notes and questions are shown with title and link.</summary>
public enum PostKind
{
    /// <summary>A post.</summary>
    Note,

    /// <summary>A post with a poll.</summary>
    Question,

    /// <summary>A long text.</summary>
    Article,

    /// <summary>A page, a post in a community.</summary>
    Page,

    /// <summary>A video.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>An event.</summary>
    Event,

    /// <summary>A document.</summary>
    Document,

    /// <summary>A message between two (older Pleroma and Lemmy): always for those addressed alone.</summary>
    ChatMessage,
}
