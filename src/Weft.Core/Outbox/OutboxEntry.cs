using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Core.Posts;

namespace Weft.Core.Outbox;

/// <summary>What other servers are told of.</summary>
public enum OutboxAct
{
    /// <summary>A post was published.</summary>
    PublishPost = 1,

    /// <summary>A post, or who may interact with it, was changed.</summary>
    EditPost = 2,

    /// <summary>A post was deleted.</summary>
    DeletePost = 3,

    /// <summary>A post was reposted.</summary>
    Repost = 4,

    /// <summary>A repost was taken back.</summary>
    UndoRepost = 5,

    /// <summary>A post was liked.</summary>
    Like = 6,

    /// <summary>A like was taken back.</summary>
    UndoLike = 7,

    /// <summary>An account was followed or asked to.</summary>
    Follow = 8,

    /// <summary>A follow or a request ended.</summary>
    UndoFollow = 9,

    /// <summary>Somebody who asked to follow was let in.</summary>
    AcceptFollow = 10,

    /// <summary>Somebody who asked to follow, or who followed, is not wanted.</summary>
    RejectFollow = 11,

    /// <summary>An account was blocked.</summary>
    Block = 12,

    /// <summary>A block ended.</summary>
    UndoBlock = 13,

    /// <summary>A profile changed.</summary>
    UpdateProfile = 14,

    /// <summary>An account was deleted.</summary>
    DeleteAccount = 15,

    /// <summary>A post was pinned.</summary>
    Pin = 16,

    /// <summary>A post was unpinned.</summary>
    Unpin = 17,

    /// <summary>A post asks to quote another server's post.</summary>
    RequestQuote = 18,

    /// <summary>Somebody was allowed to quote.</summary>
    AcceptQuote = 19,

    /// <summary>Somebody was not allowed to quote.</summary>
    RejectQuote = 20,

    /// <summary>An allowed quote was withdrawn.</summary>
    RevokeQuote = 21,

    /// <summary>Somebody who asked was allowed to like, answer or repost.</summary>
    AcceptInteraction = 22,

    /// <summary>Somebody who asked was not allowed to.</summary>
    RejectInteraction = 23,

    /// <summary>Somebody of another server is reported, by this server.</summary>
    Flag = 24,

    /// <summary>An account goes elsewhere.</summary>
    Move = 25,

    /// <summary>The author of another server's post is asked for leave to like, answer or repost it.</summary>
    RequestInteraction = 26,

    /// <summary>The author of another server's post withdrew a stamp; those who have what stood by it are to hear.</summary>
    PassOnRevocation = 27,

    /// <summary>Somebody voted in another server's poll.</summary>
    Vote = 30,
}

/// <summary>
/// Something that an account of this server did and that other servers have to be told, written in the transaction of the
/// act. It is then spread into one <see cref="Delivery"/> for each inbox, and goes when the last of them has gone.
/// </summary>
public sealed class OutboxEntry
{
    /// <summary>A snowflake on the actor's shard: entries of one actor are delivered in the order of their ids.</summary>
    public long Id { get; set; }

    /// <summary>The actor's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Who did it.</summary>
    public long ActorId { get; set; }

    /// <summary>What was done.</summary>
    public OutboxAct Act { get; set; }

    /// <summary>The post that it is about: what was said, liked, reposted, pinned.</summary>
    public long? PostId { get; set; }

    /// <summary>The row that was made or removed: the like, the follow or request, the block, the repost, the quoting or asking post.</summary>
    public long? SubjectId { get; set; }

    /// <summary>The account that it is about: who was followed, answered, blocked, or wrote <see cref="PostId"/>.</summary>
    public long? TargetId { get; set; }

    /// <summary>The other server's id of what is answered (its Follow, its QuoteRequest) or meant (a post that may be gone by now).</summary>
    public string? Uri { get; set; }

    /// <summary>The other server's id of what asks: the quoting post of a QuoteRequest; null where nothing asks.</summary>
    public string? InstrumentUri { get; set; }

    /// <summary>What was asked for; null where nobody asked, and for a quote.</summary>
    public Posts.Interaction? Interaction { get; set; }

    /// <summary>The stamp under which it is done: the like, the repost that was asked for; null for none.</summary>
    public string? Stamp { get; set; }

    /// <summary>Who may see what it is about; null when that is not limited.</summary>
    public Visibility? Visibility { get; set; }

    /// <summary>Whether it goes to all who follow the actor.</summary>
    public bool ToFollowers { get; set; }

    /// <summary>Other servers' accounts that it goes to besides.</summary>
    public List<long> RecipientIds { get; set; } = [];

    /// <summary>When it was done.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the deliveries were written; null before.</summary>
    public DateTimeOffset? SpreadAt { get; set; }

    /// <summary>The activity as it is sent, once it is spread; from the beginning where somebody else's is passed on.</summary>
    public string? Body { get; set; }
}

internal sealed class OutboxEntryConfiguration : IEntityTypeConfiguration<OutboxEntry>
{
    public void Configure(EntityTypeBuilder<OutboxEntry> entry)
    {
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.HasIndex(e => e.Id).HasFilter("\"SpreadAt\" IS NULL");
    }
}
