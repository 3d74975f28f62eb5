using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Core.Storage;

namespace Weft.Core.Safety;

/// <summary>Somebody has shut out a whole server for themselves: as if they blocked everyone there.</summary>
public sealed class DomainBlock
{
    /// <summary>Who.</summary>
    public long AccountId { get; set; }

    /// <summary>The server, in ASCII and lower case; all below it are meant as well.</summary>
    public required string Domain { get; set; }

    /// <summary>A snowflake on the account's shard, by which lists are paged.</summary>
    public long Id { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }
}

/// <summary>Somebody who has shut out the server of somebody else.</summary>
public sealed class ShutOut
{
    /// <summary>Who.</summary>
    public long AccountId { get; init; }

    /// <summary>Whose server.</summary>
    public long TargetId { get; init; }
}

/// <summary>Reads who is shut out with a whole server.</summary>
public static class DomainBlocks
{
    /// <summary>Each pair of somebody who has shut out a server and somebody there. Only ever a part of another query.</summary>
    public static IQueryable<ShutOut> ShutOut(this WeftDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return from block in db.DomainBlocks
            from account in db.Accounts
            where account.Domain == block.Domain || account.Domain!.EndsWith("." + block.Domain)
            select new ShutOut { AccountId = block.AccountId, TargetId = account.Id };
    }

    /// <summary>True when a domain is one of these, or below one.</summary>
    public static bool Cover(IEnumerable<string> blocked, string? domain) =>
        domain is not null
        && blocked.Any(b =>
            domain == b || domain.Length > b.Length && domain.EndsWith(b, StringComparison.Ordinal) && domain[^(b.Length + 1)] == '.'
        );
}

internal sealed class DomainBlockConfiguration : IEntityTypeConfiguration<DomainBlock>
{
    public void Configure(EntityTypeBuilder<DomainBlock> block)
    {
        block.HasKey(b => new { b.AccountId, b.Domain });
        block.Property(b => b.Domain).HasMaxLength(300);
        block.HasIndex(b => new { b.AccountId, b.Id });
    }
}
