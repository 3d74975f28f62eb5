using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Outbox;

/// <summary>An activity that was taken, written in the transaction of its effect: it comes again, it has no effect.</summary>
public sealed class ReceivedActivity
{
    /// <summary>SHA-256 of the activity's id (or of its signature, for one without id), in hexadecimal.</summary>
    public required string Key { get; set; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
}

internal sealed class ReceivedActivityConfiguration : IEntityTypeConfiguration<ReceivedActivity>
{
    public void Configure(EntityTypeBuilder<ReceivedActivity> activity)
    {
        activity.HasKey(a => a.Key);
        activity.Property(a => a.Key).HasMaxLength(64);
        activity.HasIndex(a => a.ReceivedAt);
    }
}
