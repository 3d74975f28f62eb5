using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Media;
using Weft.Core.Posts.Polls;

namespace Weft.Core.Posts;

/// <summary>
/// A post as everyone who may see it sees it: the read model that every door presents. Immutable and shared; what
/// depends on the viewer is in <see cref="PostView"/>.
/// </summary>
public sealed record PostModel
{
    /// <summary>The post's id.</summary>
    public required long Id { get; init; }

    /// <summary>Who posted or reposted.</summary>
    public required AccountModel Author { get; init; }

    /// <summary>The source text; empty for a repost. Of another server's post the text without markup.</summary>
    public required string Text { get; init; }

    /// <summary>The sanitised HTML of another server's post; null for what was posted here.</summary>
    public string? Html { get; init; }

    /// <summary>The id that its author's server gave it; null for what was posted here.</summary>
    public string? Uri { get; init; }

    /// <summary>Its page at its author's server; null for what was posted here.</summary>
    public string? Url { get; init; }

    /// <summary>The warning; empty for none.</summary>
    public required string ContentWarning { get; init; }

    /// <summary>Media are to be veiled.</summary>
    public required bool Sensitive { get; init; }

    /// <summary>Who may see it.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>Who may reply at once.</summary>
    public required InteractionPolicy ReplyPolicy { get; init; }

    /// <summary>Who else may reply once the author has said yes, perhaps nobody; null where replies are as they come. Of other servers' posts alone.</summary>
    public InteractionPolicy? ReplyOnRequest { get; init; }

    /// <summary>Whom of this server another server's policies name, as <see cref="NamedLeave"/> writes it; null for nobody.</summary>
    public string? Named { get; init; }

    /// <summary>Who may quote.</summary>
    public required InteractionPolicy QuotePolicy { get; init; }

    /// <summary>Who may quote once the author has said yes; null for nobody. Of other servers' posts alone.</summary>
    public InteractionPolicy? QuoteOnRequest { get; init; }

    /// <summary>ISO 639 code; null when not stated.</summary>
    public required string? Language { get; init; }

    /// <summary>The post that it answers.</summary>
    public required long? InReplyToId { get; init; }

    /// <summary>The author of the post that it answers.</summary>
    public required long? InReplyToAccountId { get; init; }

    /// <summary>The conversation's first post.</summary>
    public required long ConversationId { get; init; }

    /// <summary>The original, when it is a repost.</summary>
    public required long? RepostOfId { get; init; }

    /// <summary>The quoted post.</summary>
    public required long? QuoteOfId { get; init; }

    /// <summary>The quoted post's author withdrew it.</summary>
    public required bool QuoteRevoked { get; init; }

    /// <summary>What it asks; null for nothing.</summary>
    public PollModel? Poll { get; init; }

    /// <summary>What the quoted post's author says of it.</summary>
    public Consent QuoteConsent { get; init; }

    /// <summary>The stamp by which another server's author let it be quoted.</summary>
    public string? QuoteStamp { get; init; }

    /// <summary>What the author of what it answers or reposts says of it. What does not stand is for its own author, and whom it answers.</summary>
    public Consent Consent { get; init; }

    /// <summary>The stamp by which the author of another server's post lets this one answer or repost it.</summary>
    public string? Stamp { get; init; }

    /// <summary>The app that posted it.</summary>
    public required PostApp? App { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its text last changed.</summary>
    public required DateTimeOffset? EditedAt { get; init; }

    /// <summary>Replies, pending changes included.</summary>
    public required int RepliesCount { get; init; }

    /// <summary>Reposts, pending changes included.</summary>
    public required int RepostsCount { get; init; }

    /// <summary>Likes, pending changes included.</summary>
    public required int LikesCount { get; init; }

    /// <summary>Quotes, pending changes included.</summary>
    public required int QuotesCount { get; init; }

    /// <summary>The accounts that it mentions.</summary>
    public required IReadOnlyList<MentionModel> Mentions { get; init; }

    /// <summary>The ids of the accounts that it mentions.</summary>
    public IReadOnlyList<long> MentionedIds => field ??= [.. Mentions.Select(m => m.AccountId)];

    /// <summary>Its hashtags in their comparable form.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The custom emoji in its text, warning and poll.</summary>
    public IReadOnlyList<EmojiModel> Emojis { get; init; } = [];

    /// <summary>Its photos and videos, in their order.</summary>
    public IReadOnlyList<MediaModel> Media { get; init; } = [];
}

/// <summary>An account that a post mentions.</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Username">Its name without domain.</param>
/// <param name="Domain">Its server; null for this one.</param>
/// <param name="Uri">The id that its server gave it; null for this server's own.</param>
/// <param name="Url">Its page at its own server; null for this server's own.</param>
public sealed record MentionModel(long AccountId, string Username, string? Domain = null, string? Uri = null, string? Url = null)
{
    /// <summary>The handle without the first @: with its domain where that is another server's.</summary>
    public string Handle => Domain is null ? Username : $"{Username}@{Domain}";
}

/// <summary>The app that posted a post.</summary>
public sealed record PostApp(string Name, string? Website);

/// <summary>What a viewer sees in place of a quoted post.</summary>
public enum QuoteState
{
    /// <summary>The quoted post.</summary>
    Accepted,

    /// <summary>A note that its author was asked and has not answered.</summary>
    Pending,

    /// <summary>A note that its author said no.</summary>
    Rejected,

    /// <summary>A note that its author withdrew it.</summary>
    Revoked,

    /// <summary>A note that it was deleted.</summary>
    Deleted,

    /// <summary>A note that the viewer may not see it.</summary>
    Unauthorized,

    /// <summary>A veil: the viewer blocks its author.</summary>
    BlockedAccount,

    /// <summary>A veil: the viewer mutes its author.</summary>
    MutedAccount,

    /// <summary>A veil: the viewer has shut out its author's server.</summary>
    BlockedDomain,
}

/// <summary>A quoted post for one viewer.</summary>
/// <param name="State">What stands there.</param>
/// <param name="QuotedId">The quoted post's id.</param>
/// <param name="Post">The quoted post, where the state lets it be shown (accepted, and behind the veil of a mute); null for the quote of a quoted post.</param>
public sealed record QuoteView(QuoteState State, long QuotedId, PostView? Post);

/// <summary>A post for one viewer.</summary>
/// <param name="Post">The viewer-independent part.</param>
/// <param name="Marks">What the viewer has done with it; for a repost, with the original.</param>
/// <param name="Original">The original, when this is a repost.</param>
/// <param name="Quote">The quoted post, when this quotes one.</param>
/// <param name="MayQuote">The author's policy lets this viewer quote it (false without a viewer).</param>
/// <param name="MayReply">The author's policy lets this viewer reply (false without a viewer).</param>
public sealed record PostView(PostModel Post, PostMarks Marks, PostView? Original, QuoteView? Quote, bool MayQuote, bool MayReply)
{
    /// <summary>The viewer may quote it, but the quote waits until its author says yes.</summary>
    public bool QuoteIsAsked { get; init; }

    /// <summary>The post that a reader means: the original of a repost, else the post itself.</summary>
    public PostView Shown => Original ?? this;

    /// <summary>The places of what the viewer chose in its poll; empty without a vote.</summary>
    public IReadOnlyList<int> OwnVotes { get; init; } = [];
}
