using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts;

/// <summary>Remembers for an hour which post a client's <c>Idempotency-Key</c> made, so that a repeated request makes no second one.</summary>
public sealed class IdempotencyKey
{
    /// <summary>Who posted.</summary>
    public long AccountId { get; set; }

    /// <summary>The client's key, up to 255 characters.</summary>
    public required string Key { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The post that was made.</summary>
    public long PostId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> key)
    {
        key.HasKey(k => new { k.AccountId, k.Key });
        key.HasIndex(k => k.CreatedAt);
    }
}
