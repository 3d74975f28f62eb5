using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Invitations;

/// <summary>A link that lets people sign up where not everybody may.</summary>
public sealed class Invitation
{
    /// <summary>The secret part of the link: letters and digits. Kept as it is, since those who moderate look it up to pass it on.</summary>
    public required string Code { get; set; }

    /// <summary>A snowflake, by which lists are paged.</summary>
    public long Id { get; set; }

    /// <summary>The logical shard in <see cref="Id"/>.</summary>
    public int Shard { get; set; }

    /// <summary>Who made it; null for the command line.</summary>
    public long? CreatorId { get; set; }

    /// <summary>How many may come by it.</summary>
    public int MaxUses { get; set; }

    /// <summary>How many came.</summary>
    public int Uses { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Which invitations let somebody in.</summary>
internal static class OpenInvitations
{
    /// <summary>Neither expired nor used up, and not made by somebody who no longer moderates.</summary>
    public static IQueryable<Invitation> Open(this IQueryable<Invitation> invitations, WeftDb db, DateTimeOffset now) =>
        invitations.Where(i =>
            i.ExpiresAt > now
            && i.Uses < i.MaxUses
            && (i.CreatorId == null || db.Logins.Any(l => l.AccountId == i.CreatorId && l.Role >= Role.Moderator))
        );
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.HasKey(i => i.Code);
        invitation.HasIndex(i => i.Id).IsUnique();
        invitation.HasIndex(i => i.CreatorId);
    }
}
