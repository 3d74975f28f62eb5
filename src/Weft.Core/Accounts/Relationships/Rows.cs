using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Relationships;

/// <summary>One account follows another.</summary>
public sealed class Follow
{
    /// <summary>Who follows.</summary>
    public long FollowerId { get; set; }

    /// <summary>Who is followed.</summary>
    public long FolloweeId { get; set; }

    /// <summary>A snowflake on the follower's shard, by which lists are paged.</summary>
    public long Id { get; set; }

    /// <summary>The follower's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Whether reposts of the followee come to the follower's home.</summary>
    public bool ShowReposts { get; set; } = true;

    /// <summary>Whether the follower is notified of each new post.</summary>
    public bool Notify { get; set; }

    /// <summary>The id of the other server's Follow that asked for it; null when the follower is of this server.</summary>
    public string? Uri { get; set; }
}

/// <summary>One account asks to follow another, which lets followers in one by one.</summary>
public sealed class FollowRequest
{
    /// <summary>Who asks.</summary>
    public long FollowerId { get; set; }

    /// <summary>Who is asked.</summary>
    public long FolloweeId { get; set; }

    /// <summary>A snowflake on the asker's shard, by which lists are paged.</summary>
    public long Id { get; set; }

    /// <summary>The asker's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>As <see cref="Follow.ShowReposts"/>, once accepted.</summary>
    public bool ShowReposts { get; set; } = true;

    /// <summary>As <see cref="Follow.Notify"/>, once accepted.</summary>
    public bool Notify { get; set; }

    /// <summary>The id of the other server's Follow that asked for it; null when the follower is of this server.</summary>
    public string? Uri { get; set; }
}

/// <summary>One account blocks another: neither sees the other.</summary>
public sealed class Block
{
    /// <summary>Who blocks.</summary>
    public long AccountId { get; set; }

    /// <summary>Who is blocked.</summary>
    public long TargetId { get; set; }

    /// <summary>A snowflake on the blocker's shard, by which lists are paged.</summary>
    public long Id { get; set; }

    /// <summary>The blocker's logical shard.</summary>
    public int Shard { get; set; }
}

/// <summary>One account mutes another: it no longer meets the other's posts, and the other does not notice.</summary>
public sealed class Mute
{
    /// <summary>Who mutes.</summary>
    public long AccountId { get; set; }

    /// <summary>Who is muted.</summary>
    public long TargetId { get; set; }

    /// <summary>A snowflake on the muter's shard, by which lists are paged.</summary>
    public long Id { get; set; }

    /// <summary>The muter's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Whether notifications from the muted account are hidden too.</summary>
    public bool HideNotifications { get; set; } = true;

    /// <summary>When the mute ends by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

internal sealed class FollowConfiguration : IEntityTypeConfiguration<Follow>
{
    public void Configure(EntityTypeBuilder<Follow> follow)
    {
        follow.HasKey(f => new { f.FollowerId, f.FolloweeId });
        follow.HasIndex(f => new { f.FollowerId, f.Id });
        follow.HasIndex(f => new { f.FolloweeId, f.Id });
        // Whether anybody elsewhere follows: asked with each post, however many followers there are here.
        follow.HasIndex(f => new { f.FolloweeId, f.Uri }).HasFilter("\"Uri\" IS NOT NULL");
        // Those to be told of each post: few, and asked for with each post, however many followers there are.
        follow.HasIndex(f => new { f.FolloweeId, f.FollowerId }).HasFilter("\"Notify\"");
    }
}

internal sealed class FollowRequestConfiguration : IEntityTypeConfiguration<FollowRequest>
{
    public void Configure(EntityTypeBuilder<FollowRequest> request)
    {
        request.HasKey(r => new { r.FollowerId, r.FolloweeId });
        request.HasIndex(r => new { r.FolloweeId, r.Id });
    }
}

internal sealed class BlockConfiguration : IEntityTypeConfiguration<Block>
{
    public void Configure(EntityTypeBuilder<Block> block)
    {
        block.HasKey(b => new { b.AccountId, b.TargetId });
        block.HasIndex(b => new { b.AccountId, b.Id });
        block.HasIndex(b => new { b.TargetId, b.AccountId });
    }
}

internal sealed class MuteConfiguration : IEntityTypeConfiguration<Mute>
{
    public void Configure(EntityTypeBuilder<Mute> mute)
    {
        mute.HasKey(m => new { m.AccountId, m.TargetId });
        mute.HasIndex(m => new { m.AccountId, m.Id });
        mute.HasIndex(m => m.TargetId);
    }
}
