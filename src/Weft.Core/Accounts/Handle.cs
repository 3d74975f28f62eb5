using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts;

/// <summary>
/// Keeps usernames unique everywhere, in a small table keyed by the name. A deleted account's handle stays, so that
/// nobody can take over the name that others still link to.
/// </summary>
public sealed class Handle
{
    /// <summary>The username in lower case; of another server's account followed by @ and its domain.</summary>
    public required string Name { get; set; }

    /// <summary>Whose it is, or was.</summary>
    public long AccountId { get; set; }

    /// <summary>When the account was deleted; null while it lives.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

internal sealed class HandleConfiguration : IEntityTypeConfiguration<Handle>
{
    public void Configure(EntityTypeBuilder<Handle> handle) => handle.HasKey(h => h.Name);
}
