using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>Which count a <see cref="CountChange"/> moves.</summary>
public enum CountKind
{
    /// <summary>A post's replies.</summary>
    Replies = 0,

    /// <summary>A post's reposts.</summary>
    Reposts = 1,

    /// <summary>A post's likes.</summary>
    Likes = 2,

    /// <summary>A post's quotes.</summary>
    Quotes = 3,

    /// <summary>An account's followers.</summary>
    Followers = 4,
}

/// <summary>
/// A count that has yet to reach the row it belongs to. Likes and follows write one of these instead of updating a hot
/// row; they are folded in batches. What is shown is always the stored count plus the pending changes, so a count is
/// never late.
/// </summary>
public sealed class CountChange
{
    /// <summary>A snowflake on the shard of who acted.</summary>
    public long Id { get; set; }

    /// <summary>The logical shard of who acted.</summary>
    public int Shard { get; set; }

    /// <summary>The post or account whose count changes.</summary>
    public long TargetId { get; set; }

    /// <summary>Which count.</summary>
    public CountKind Kind { get; set; }

    /// <summary>By how much, usually 1 or -1.</summary>
    public int Delta { get; set; }
}

internal sealed class CountChangeConfiguration : IEntityTypeConfiguration<CountChange>
{
    public void Configure(EntityTypeBuilder<CountChange> change)
    {
        change.Property(c => c.Id).ValueGeneratedNever();
        change.HasIndex(c => c.TargetId);
    }
}
