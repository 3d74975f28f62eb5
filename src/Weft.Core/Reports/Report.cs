using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Reports;

/// <summary>What a report says is wrong.</summary>
public enum ReportCategory
{
    /// <summary>Something else.</summary>
    Other = 0,

    /// <summary>Unwanted advertising, fake engagement.</summary>
    Spam = 1,

    /// <summary>It breaks the law.</summary>
    Legal = 2,

    /// <summary>It breaks a rule of this server.</summary>
    Violation = 3,
}

/// <summary>Somebody tells the moderators of an account, and perhaps of what it posted.</summary>
public sealed class Report
{
    /// <summary>A snowflake on the shard of who is reported.</summary>
    public long Id { get; set; }

    /// <summary>The logical shard of who is reported.</summary>
    public int Shard { get; set; }

    /// <summary>Who reports: somebody here, or of another server mostly the server itself.</summary>
    public long ReporterId { get; set; }

    /// <summary>Who is reported.</summary>
    public long TargetId { get; set; }

    /// <summary>The posts meant; they may be gone by now.</summary>
    public List<long> PostIds { get; set; } = [];

    /// <summary>What was said, plain text of at most <see cref="MaxComment"/> characters.</summary>
    public string Comment { get; set; } = "";

    /// <summary>What is wrong.</summary>
    public ReportCategory Category { get; set; }

    /// <summary>Whether the other server was told too.</summary>
    public bool Forwarded { get; set; }

    /// <summary>When it came.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a moderator was done with it; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Which moderator.</summary>
    public long? ResolvedById { get; set; }

    /// <summary>How many characters a comment has at most.</summary>
    public const int MaxComment = 1_000;

    /// <summary>How many posts a report names at most.</summary>
    public const int MaxPosts = 50;
}

internal sealed class ReportConfiguration : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> report)
    {
        report.Property(r => r.Id).ValueGeneratedNever();
        report.HasIndex(r => r.Id).HasFilter("\"ResolvedAt\" IS NULL");
        report.HasIndex(r => r.TargetId);
    }
}
