using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>
/// A post, a reply, a quote, or a repost (a row with <see cref="RepostOfId"/> and no text). One timeline of an author
/// is one scan of the index on author and id.
/// </summary>
public sealed class Post
{
    /// <summary>A snowflake on the author's shard.</summary>
    public long Id { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The account that posted or reposted.</summary>
    public long AuthorId { get; set; }

    /// <summary>The id that its author's server gave it; null for what was posted here.</summary>
    public string? Uri { get; set; }

    /// <summary>Its page at its author's server; null for what was posted here.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// The source text, up to 500 counted characters; empty for a repost. Of another server's post the text without markup,
    /// of any length that the server takes.
    /// </summary>
    public string Text { get; set; } = "";

    /// <summary>The sanitised HTML of another server's post; null for what was posted here.</summary>
    public string? Html { get; set; }

    /// <summary>What stands before the text as a warning; empty for none.</summary>
    public string ContentWarning { get; set; } = "";

    /// <summary>True when media are to be veiled.</summary>
    public bool Sensitive { get; set; }

    /// <summary>Who may see it.</summary>
    public Visibility Visibility { get; set; }

    /// <summary>Who may reply at once.</summary>
    public InteractionPolicy ReplyPolicy { get; set; }

    /// <summary>
    /// Who else may reply once the author, who is another server's, has said yes, perhaps nobody; null where that server lets
    /// replies be as they come.
    /// </summary>
    public InteractionPolicy? ReplyOnRequest { get; set; }

    /// <summary>Who may quote.</summary>
    public InteractionPolicy QuotePolicy { get; set; }

    /// <summary>Who may quote once the author, who is another server's, has said yes; null for nobody.</summary>
    public InteractionPolicy? QuoteOnRequest { get; set; }

    /// <summary>Who may like another server's post at once; null for everyone who sees it.</summary>
    public InteractionPolicy? LikePolicy { get; set; }

    /// <summary>Who else may like it once its author has said yes; null for nobody.</summary>
    public InteractionPolicy? LikeOnRequest { get; set; }

    /// <summary>Who may repost another server's post at once; null for everyone who sees it.</summary>
    public InteractionPolicy? RepostPolicy { get; set; }

    /// <summary>Who else may repost it once its author has said yes; null for nobody.</summary>
    public InteractionPolicy? RepostOnRequest { get; set; }

    /// <summary>Its server takes no requests: it looks at likes, replies and reposts when they come (GoToSocial up to 0.19).</summary>
    public bool LooksAtActs { get; set; }

    /// <summary>Whom of this server another server's policies name, as <see cref="NamedLeave"/> writes it; null for nobody.</summary>
    public string? Named { get; set; }

    /// <summary>
    /// Whether the author of what this row answers or reposts, who is another server's, lets it stand. Until then it is for
    /// its own author, and for whom it answers.
    /// </summary>
    public Consent Consent { get; set; }

    /// <summary>The id of the stamp by which the author of another server's post lets this row answer or repost it; null for none.</summary>
    public string? Stamp { get; set; }

    /// <summary>ISO 639 code; null when not stated.</summary>
    public string? Language { get; set; }

    /// <summary>The post that this one answers. Kept when that one is deleted.</summary>
    public long? InReplyToId { get; set; }

    /// <summary>The author of the post that this one answers.</summary>
    public long? InReplyToAccountId { get; set; }

    /// <summary>The id of the conversation's first post; the post's own id when it begins one.</summary>
    public long ConversationId { get; set; }

    /// <summary>The original, when this row is a repost.</summary>
    public long? RepostOfId { get; set; }

    /// <summary>The quoted post. Kept when the quoted post is deleted: the quote then says so.</summary>
    public long? QuoteOfId { get; set; }

    /// <summary>The author of the quoted post.</summary>
    public long? QuoteOfAccountId { get; set; }

    /// <summary>Whether the quoted post's author lets it be quoted here; ours are asked by their policies, others by a request.</summary>
    public Consent QuoteConsent { get; set; }

    /// <summary>The id of the stamp by which another server's author let it be quoted (FEP-044f); null for none.</summary>
    public string? QuoteStamp { get; set; }

    /// <summary>When the quoted post's author withdrew it from this post; null while the quote stands.</summary>
    public DateTimeOffset? QuoteRevokedAt { get; set; }

    /// <summary>It asks something: there is a row in Polls.</summary>
    public bool HasPoll { get; set; }

    /// <summary>The app that posted it, if one did.</summary>
    public long? AppId { get; set; }

    /// <summary>When it was published; the time in the id, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its text last changed.</summary>
    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>When the author pinned it.</summary>
    public DateTimeOffset? PinnedAt { get; set; }

    /// <summary>Replies, without pending <see cref="CountChange"/> rows.</summary>
    public int RepliesCount { get; set; }

    /// <summary>Reposts, without pending <see cref="CountChange"/> rows.</summary>
    public int RepostsCount { get; set; }

    /// <summary>Likes, without pending <see cref="CountChange"/> rows.</summary>
    public int LikesCount { get; set; }

    /// <summary>Quotes, without pending <see cref="CountChange"/> rows.</summary>
    public int QuotesCount { get; set; }

    /// <summary>How many photos and videos it has. Where it is 0 nobody looks for any.</summary>
    public int MediaCount { get; set; }

    /// <summary>The accounts that it mentions.</summary>
    public List<PostMention> Mentions { get; set; } = [];

    /// <summary>Its hashtags.</summary>
    public List<PostTag> Tags { get; set; } = [];
}

/// <summary>What the author of a post says of what somebody else does with it.</summary>
public enum Consent
{
    /// <summary>Yes, by the post's policy or by an answer; or nobody needs to be asked.</summary>
    Given = 0,

    /// <summary>Nothing yet: the author's server was asked.</summary>
    Asked = 1,

    /// <summary>No.</summary>
    Refused = 2,
}

internal sealed class PostConfiguration : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> post)
    {
        post.Property(p => p.Id).ValueGeneratedNever();
        post.HasIndex(p => new { p.AuthorId, p.Id });
        post.HasIndex(p => new { p.AuthorId, p.RepostOfId }).IsUnique().HasFilter("\"RepostOfId\" IS NOT NULL");
        post.HasIndex(p => new { p.RepostOfId, p.Id }).HasFilter("\"RepostOfId\" IS NOT NULL");
        post.HasIndex(p => new { p.InReplyToId, p.Id }).HasFilter("\"InReplyToId\" IS NOT NULL");
        post.HasIndex(p => new { p.QuoteOfId, p.Id }).HasFilter("\"QuoteOfId\" IS NOT NULL");
        // A stamp that is withdrawn names itself alone.
        post.HasIndex(p => p.QuoteStamp).HasFilter("\"QuoteStamp\" IS NOT NULL");
        post.HasIndex(p => p.Stamp).HasFilter("\"Stamp\" IS NOT NULL");
        // What waits is looked through from time to time; it is little beside the rest.
        post.HasIndex(p => p.Id, "IX_Posts_Asked").HasFilter("\"Consent\" = 1");
        post.HasIndex(p => p.Id, "IX_Posts_QuoteAsked").HasFilter("\"QuoteConsent\" = 1 AND \"Uri\" IS NULL");
        // A profile asks for its few pinned posts each time it is shown.
        post.HasIndex(p => new { p.AuthorId, p.PinnedAt }).HasFilter("\"PinnedAt\" IS NOT NULL");
        // The public timeline: posts and replies that everyone may see, newest first.
        post.HasIndex(p => new { p.Visibility, p.Id }).HasFilter("\"RepostOfId\" IS NULL AND \"Visibility\" = 0");
        // The local timeline, which must not have to skip all that comes from elsewhere.
        post.HasIndex(p => p.Id, "IX_Posts_Local").HasFilter("\"RepostOfId\" IS NULL AND \"Visibility\" = 0 AND \"Uri\" IS NULL");
        // Somebody pastes the address of a page.
        post.HasIndex(p => p.Url).HasFilter("\"Url\" IS NOT NULL");
        // The media of a profile.
        post.HasIndex(p => new { p.AuthorId, p.Id }, "IX_Posts_Media").HasFilter("\"MediaCount\" > 0");
        post.HasMany(p => p.Mentions).WithOne().HasForeignKey(m => m.PostId).OnDelete(DeleteBehavior.Cascade);
        post.HasMany(p => p.Tags).WithOne().HasForeignKey(t => t.PostId).OnDelete(DeleteBehavior.Cascade);
        post.HasMany<PostEdit>().WithOne().HasForeignKey(e => e.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}
