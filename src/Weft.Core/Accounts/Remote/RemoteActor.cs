using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Remote;

/// <summary>What another server says of one of its accounts beyond what people see: where to send, how to check.</summary>
public sealed class RemoteActor
{
    /// <summary>The <see cref="Account"/>.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The actor's id, at most 2,048 characters.</summary>
    public required string Uri { get; set; }

    /// <summary>Where activities for this actor alone go.</summary>
    public required string Inbox { get; set; }

    /// <summary>Where activities for all of its server go; null when the server has none.</summary>
    public string? SharedInbox { get; set; }

    /// <summary>What it has said; null when the server does not tell.</summary>
    public string? Outbox { get; set; }

    /// <summary>Its followers.</summary>
    public string? Followers { get; set; }

    /// <summary>Whom it follows.</summary>
    public string? Following { get; set; }

    /// <summary>Its pinned posts.</summary>
    public string? Featured { get; set; }

    /// <summary>The id of the key that its signatures name.</summary>
    public string? KeyId { get; set; }

    /// <summary>That key: RSA, as PEM.</summary>
    public string? PublicKeyPem { get; set; }

    /// <summary>The Ed25519 key of its integrity proofs, as a multibase Multikey.</summary>
    public string? Multikey { get; set; }

    /// <summary>The id of that key.</summary>
    public string? MultikeyId { get; set; }

    /// <summary>Its picture at its own server.</summary>
    public string? AvatarUrl { get; set; }

    /// <summary>Its header at its own server.</summary>
    public string? HeaderUrl { get; set; }

    /// <summary>Other actors that it says it is too.</summary>
    public List<string> AlsoKnownAs { get; set; } = [];

    /// <summary>The actor that it has moved to.</summary>
    public string? MovedTo { get; set; }

    /// <summary>Where its followers here were moved to when it sent a Move; null for never.</summary>
    public string? FollowersMovedTo { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>When its document was last read.</summary>
    public DateTimeOffset FetchedAt { get; set; }
}

internal sealed class RemoteActorConfiguration : IEntityTypeConfiguration<RemoteActor>
{
    public void Configure(EntityTypeBuilder<RemoteActor> actor)
    {
        actor.HasKey(a => a.AccountId);
        actor.Property(a => a.AccountId).ValueGeneratedNever();
        actor.HasIndex(a => a.KeyId);
    }
}
