using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>What can be done with a post of somebody else, besides quoting it.</summary>
public enum Interaction
{
    /// <summary>Liking it.</summary>
    Like = 0,

    /// <summary>Answering it.</summary>
    Reply = 1,

    /// <summary>Reposting it.</summary>
    Repost = 2,
}

/// <summary>
/// An author of this server has let somebody of another server like, answer or repost a post, having been asked. Third
/// servers may look at it. It goes with the post.
/// </summary>
public sealed class InteractionStamp
{
    /// <summary>A snowflake on the author's shard; part of its address.</summary>
    public long Id { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The author of the post.</summary>
    public long AccountId { get; set; }

    /// <summary>The post.</summary>
    public long PostId { get; set; }

    /// <summary>What was asked for.</summary>
    public Interaction Kind { get; set; }

    /// <summary>The id of what was done with it: the other server's Like, reply or Announce.</summary>
    public required string Uri { get; set; }
}

internal sealed class InteractionStampConfiguration : IEntityTypeConfiguration<InteractionStamp>
{
    public void Configure(EntityTypeBuilder<InteractionStamp> stamp)
    {
        stamp.Property(s => s.Id).ValueGeneratedNever();
        stamp.HasIndex(s => new { s.PostId, s.Id });
    }
}
