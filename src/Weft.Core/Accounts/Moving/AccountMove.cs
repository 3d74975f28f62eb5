using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Moving;

/// <summary>Who else an account of this server is, and where it has gone. Only those who say so have a row.</summary>
public sealed class AccountMove
{
    /// <summary>The account.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The ids of the actors that it also is, so that they can move here: at most <see cref="MaxAliases"/>.</summary>
    public List<string> AlsoKnownAs { get; set; } = [];

    /// <summary>The id of the actor that it has moved to; null when it has not.</summary>
    public string? MovedTo { get; set; }

    /// <summary>When it last moved, also when it came back since.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>How many other selves an account has at most.</summary>
    public const int MaxAliases = 10;

    /// <summary>How long an account waits between two moves.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(30);
}

internal sealed class AccountMoveConfiguration : IEntityTypeConfiguration<AccountMove>
{
    public void Configure(EntityTypeBuilder<AccountMove> move)
    {
        move.HasKey(m => m.AccountId);
        move.Property(m => m.AccountId).ValueGeneratedNever();
    }
}
