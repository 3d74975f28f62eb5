using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>An account likes a post.</summary>
public sealed class Like
{
    /// <summary>Who likes.</summary>
    public long AccountId { get; set; }

    /// <summary>What is liked: never a repost's row.</summary>
    public long PostId { get; set; }

    /// <summary>A snowflake on the liker's shard, by which lists of likes are paged.</summary>
    public long Id { get; set; }

    /// <summary>The liker's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The id of the other server's Like or EmojiReact; null when the liker is of this server.</summary>
    public string? Uri { get; set; }

    /// <summary>The emoji of a reaction: a character, or <c>:name:</c> of a custom one; null for a plain like. At most <see cref="MaxReaction"/> characters.</summary>
    public string? Reaction { get; set; }

    /// <summary>The address of the custom emoji's picture at the other server; null for none.</summary>
    public string? ReactionImage { get; set; }

    /// <summary>
    /// Whether the post's author, who is another server's, lets it stand. Until then it counts for nobody but who likes.
    /// </summary>
    public Consent Consent { get; set; }

    /// <summary>The id of the stamp by which the author lets it stand; null for none.</summary>
    public string? Stamp { get; set; }

    /// <summary>How many characters a reaction has at most.</summary>
    public const int MaxReaction = 100;
}

/// <summary>An account saved a post.</summary>
public sealed class Bookmark
{
    /// <summary>Who saved it.</summary>
    public long AccountId { get; set; }

    /// <summary>What was saved: never a repost's row.</summary>
    public long PostId { get; set; }

    /// <summary>A snowflake on the saver's shard, by which lists of bookmarks are paged.</summary>
    public long Id { get; set; }

    /// <summary>The saver's logical shard.</summary>
    public int Shard { get; set; }
}

/// <summary>An account wants no more notifications from a conversation.</summary>
public sealed class ConversationMute
{
    /// <summary>Who muted it.</summary>
    public long AccountId { get; set; }

    /// <summary>The conversation's id.</summary>
    public long ConversationId { get; set; }

    /// <summary>The logical shard of who muted it.</summary>
    public int Shard { get; set; }
}

internal sealed class LikeConfiguration : IEntityTypeConfiguration<Like>
{
    public void Configure(EntityTypeBuilder<Like> like)
    {
        like.HasKey(l => new { l.AccountId, l.PostId });
        like.HasIndex(l => new { l.AccountId, l.Id });
        like.HasIndex(l => new { l.PostId, l.Id });
        like.HasIndex(l => l.Stamp).HasFilter("\"Stamp\" IS NOT NULL");
        // Those that wait for leave, which is asked for again.
        like.HasIndex(l => l.Id, "IX_Likes_Asked").HasFilter("\"Consent\" = 1");
    }
}

internal sealed class BookmarkConfiguration : IEntityTypeConfiguration<Bookmark>
{
    public void Configure(EntityTypeBuilder<Bookmark> bookmark)
    {
        bookmark.HasKey(b => new { b.AccountId, b.PostId });
        bookmark.HasIndex(b => new { b.AccountId, b.Id });
        bookmark.HasIndex(b => b.PostId);
    }
}

internal sealed class ConversationMuteConfiguration : IEntityTypeConfiguration<ConversationMute>
{
    public void Configure(EntityTypeBuilder<ConversationMute> mute) => mute.HasKey(m => new { m.AccountId, m.ConversationId });
}
