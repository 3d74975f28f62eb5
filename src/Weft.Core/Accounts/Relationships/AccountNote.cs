using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Relationships;

/// <summary>What one account has noted about another. Nobody else sees it.</summary>
public sealed class AccountNote
{
    /// <summary>Who wrote it.</summary>
    public long AccountId { get; set; }

    /// <summary>About whom.</summary>
    public long TargetId { get; set; }

    /// <summary>The writer's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The note; never empty.</summary>
    public required string Text { get; set; }
}

internal sealed class AccountNoteConfiguration : IEntityTypeConfiguration<AccountNote>
{
    public void Configure(EntityTypeBuilder<AccountNote> note)
    {
        note.HasKey(n => new { n.AccountId, n.TargetId });
        // For the end of an account that others wrote about.
        note.HasIndex(n => n.TargetId);
    }
}
