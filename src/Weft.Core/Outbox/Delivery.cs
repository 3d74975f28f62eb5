using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Outbox;

/// <summary>One activity on its way to one inbox. The row goes when the inbox took it, or when it is given up.</summary>
public sealed class Delivery
{
    /// <summary>The <see cref="OutboxEntry"/>.</summary>
    public long EntryId { get; set; }

    /// <summary>The inbox's address.</summary>
    public required string Inbox { get; set; }

    /// <summary>The inbox's host, with its port if it has one.</summary>
    public required string Host { get; set; }

    /// <summary>Who signs: the entry's actor.</summary>
    public long ActorId { get; set; }

    /// <summary>The actor's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.HasKey(d => new { d.EntryId, d.Inbox });
        // A host's grain asks for what is due, oldest first; the scan after a start asks which hosts have anything.
        delivery.HasIndex(d => new { d.Host, d.EntryId });
    }
}
