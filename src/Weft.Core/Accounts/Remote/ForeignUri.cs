using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Remote;

/// <summary>What a <see cref="ForeignUri"/> names.</summary>
public enum ForeignKind
{
    /// <summary>An account.</summary>
    Account = 1,

    /// <summary>A post, or a repost.</summary>
    Post = 2,
}

/// <summary>
/// Keeps the ids of other servers' accounts and posts unique, in a small table keyed by the id. The row of what was
/// deleted stays for a while, so that what comes late does not bring it back.
/// </summary>
public sealed class ForeignUri
{
    /// <summary>The id that its server gave it, at most 2,048 characters.</summary>
    public required string Uri { get; set; }

    /// <summary>What it is.</summary>
    public ForeignKind Kind { get; set; }

    /// <summary>Our id of it; 0 for what was gone before it came.</summary>
    public long LocalId { get; set; }

    /// <summary>When it was deleted; null while it lives.</summary>
    public DateTimeOffset? GoneAt { get; set; }
}

internal sealed class ForeignUriConfiguration : IEntityTypeConfiguration<ForeignUri>
{
    public void Configure(EntityTypeBuilder<ForeignUri> uri)
    {
        uri.HasKey(u => u.Uri);
        uri.HasIndex(u => u.LocalId);
        uri.HasIndex(u => u.GoneAt).HasFilter("\"GoneAt\" IS NOT NULL");
    }
}
