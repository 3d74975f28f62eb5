using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>An account that a post mentions; owned by the post.</summary>
public sealed class PostMention
{
    /// <summary>The post.</summary>
    public long PostId { get; set; }

    /// <summary>The mentioned account.</summary>
    public long AccountId { get; set; }

    /// <summary>The shard of the post's author.</summary>
    public int Shard { get; set; }
}

/// <summary>A hashtag of a post; owned by the post.</summary>
public sealed class PostTag
{
    /// <summary>The post.</summary>
    public long PostId { get; set; }

    /// <summary>The tag in its comparable form (lower case, NFKC), without #.</summary>
    public required string Name { get; set; }

    /// <summary>The shard of the post's author.</summary>
    public int Shard { get; set; }
}

/// <summary>A former version of a post, kept when it is edited.</summary>
public sealed class PostEdit
{
    /// <summary>A snowflake on the author's shard.</summary>
    public long Id { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The post.</summary>
    public long PostId { get; set; }

    /// <summary>The text as it was.</summary>
    public required string Text { get; set; }

    /// <summary>The warning as it was.</summary>
    public required string ContentWarning { get; set; }

    /// <summary>The veil as it was.</summary>
    public bool Sensitive { get; set; }

    /// <summary>Its media as <see cref="Media.FormerMedia"/> notes them; null for versions that are older than these notes.</summary>
    public string? Media { get; set; }

    /// <summary>What could be chosen in its poll; empty for no poll, null for versions that are older than these notes.</summary>
    public List<string>? Choices { get; set; }

    /// <summary>When this version began to be shown.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class PostMentionConfiguration : IEntityTypeConfiguration<PostMention>
{
    public void Configure(EntityTypeBuilder<PostMention> mention)
    {
        mention.HasKey(m => new { m.PostId, m.AccountId });
        mention.HasIndex(m => new { m.AccountId, m.PostId });
    }
}

internal sealed class PostTagConfiguration : IEntityTypeConfiguration<PostTag>
{
    public void Configure(EntityTypeBuilder<PostTag> tag)
    {
        tag.HasKey(t => new { t.PostId, t.Name });
        tag.HasIndex(t => new { t.Name, t.PostId });
    }
}

internal sealed class PostEditConfiguration : IEntityTypeConfiguration<PostEdit>
{
    public void Configure(EntityTypeBuilder<PostEdit> edit)
    {
        edit.Property(e => e.Id).ValueGeneratedNever();
        edit.HasIndex(e => new { e.PostId, e.Id });
    }
}
