using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Remote;

/// <summary>
/// The keys with which this server signs for an account. Made when first needed, since making one costs more than all the
/// rest of a sign-up. Outlives its account, so that its deletion can still be told.
/// </summary>
public sealed class ActorKey
{
    /// <summary>The instance actor's entry.</summary>
    public const long InstanceActor = 0;

    /// <summary>Whose; <see cref="InstanceActor"/> for the server itself.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>RSA, 2,048 bits, PKCS#8 as PEM.</summary>
    public required string RsaPem { get; set; }

    /// <summary>The 32 bytes of the Ed25519 key that integrity proofs are made with.</summary>
    public required byte[] Ed25519Seed { get; set; }

    /// <summary>When they were made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The RSA key before this one, with which other servers are told of the new one; null when it was never changed.</summary>
    public string? RetiredRsaPem { get; set; }

    /// <summary>The outbox entry that tells them, which alone is still signed with the retired key.</summary>
    public long? RotationEntryId { get; set; }
}

internal sealed class ActorKeyConfiguration : IEntityTypeConfiguration<ActorKey>
{
    public void Configure(EntityTypeBuilder<ActorKey> key)
    {
        key.HasKey(k => k.AccountId);
        key.Property(k => k.AccountId).ValueGeneratedNever();
    }
}
