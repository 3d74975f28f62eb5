using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Remote;

/// <summary>
/// When what somebody elsewhere said is to be read at their own server, since it may not all have been sent: after this
/// server was away, and now and then. Each account of another server that somebody here follows has a row.
/// </summary>
public sealed class OutboxReading
{
    /// <summary>Whose outbox.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>From when on something may be missing.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When it is to be read.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>
    /// How often reading has failed since it last went well, or got any further: counted to the longest pause where the server
    /// did not answer, and on to where it is given up where it did and something in the outbox was not to be had.
    /// </summary>
    public int Failures { get; set; }
}

internal sealed class OutboxReadingConfiguration : IEntityTypeConfiguration<OutboxReading>
{
    public void Configure(EntityTypeBuilder<OutboxReading> reading)
    {
        reading.HasKey(r => r.AccountId);
        reading.Property(r => r.AccountId).ValueGeneratedNever();
        reading.HasIndex(r => r.DueAt);
    }
}
