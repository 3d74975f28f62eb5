using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>
/// That there was a post of this server which everyone could see, and that it was deleted: whoever knows its address is
/// told so. Nothing of the post is kept.
/// </summary>
public sealed class GonePost
{
    /// <summary>The post's id.</summary>
    public long Id { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Who had posted it.</summary>
    public long AuthorId { get; set; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset GoneAt { get; set; }
}

internal sealed class GonePostConfiguration : IEntityTypeConfiguration<GonePost>
{
    public void Configure(EntityTypeBuilder<GonePost> gone) => gone.Property(g => g.Id).ValueGeneratedNever();
}
