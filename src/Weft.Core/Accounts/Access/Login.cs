using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Access;

/// <summary>What a person may do on this server beyond the own account.</summary>
public enum Role
{
    /// <summary>Nothing more.</summary>
    Member = 0,

    /// <summary>Decides on reports and registrations.</summary>
    Moderator = 1,

    /// <summary>Changes the server's settings too.</summary>
    Admin = 2,

    /// <summary>The person whose server it is.</summary>
    Owner = 3,
}

/// <summary>How the person behind a local account gets in.</summary>
public sealed class Login
{
    /// <summary>The account.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The e-mail address as it was written; unique through <see cref="EmailAddress"/>.</summary>
    public required string Email { get; set; }

    /// <summary>An ASP.NET Core Identity password hash; null when only passkeys let in.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password and whenever everything that was signed before has to become void.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>The person's role.</summary>
    public Role Role { get; set; }

    /// <summary>The language of pages and mails, such as <c>en</c>.</summary>
    public string Locale { get; set; } = "en";

    /// <summary>When the person signed up.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the address was confirmed; null while it is not (and has to be).</summary>
    public DateTimeOffset? EmailConfirmedAt { get; set; }

    /// <summary>When a moderator approved the registration; null while one is awaited.</summary>
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Why the person wants to join, for those who approve.</summary>
    public string SignUpReason { get; set; } = "";

    /// <summary>Wrong passwords in a row.</summary>
    public int FailedCount { get; set; }

    /// <summary>Until when passwords are refused; null when they are not.</summary>
    public DateTimeOffset? LockedUntil { get; set; }
}

/// <summary>Keeps e-mail addresses unique, in a small table keyed by the comparable address.</summary>
public sealed class EmailAddress
{
    /// <summary>The address in upper case, as ASP.NET Core Identity normalises it.</summary>
    public required string Normalized { get; set; }

    /// <summary>Whose it is.</summary>
    public long AccountId { get; set; }
}

/// <summary>A passkey (WebAuthn credential) of an account.</summary>
public sealed class Passkey
{
    /// <summary>The credential id, base64url.</summary>
    public required string CredentialId { get; set; }

    /// <summary>Whose.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>What the person calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The credential as ASP.NET Core Identity knows it, in JSON.</summary>
    public required string Data { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it last let somebody in.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>A browser that is logged in. The cookie holds a random key; the row holds its SHA-256.</summary>
public sealed class Session
{
    /// <summary>A snowflake on the account's shard.</summary>
    public long Id { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Whose.</summary>
    public long AccountId { get; set; }

    /// <summary>SHA-256 of the cookie's key.</summary>
    public required byte[] KeyHash { get; set; }

    /// <summary>When the person logged in.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last used, to the hour or so.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The browser's <c>User-Agent</c>, up to 255 characters.</summary>
    public string UserAgent { get; set; } = "";

    /// <summary>The network address at log-in.</summary>
    public string Address { get; set; } = "";
}

internal sealed class LoginConfiguration : IEntityTypeConfiguration<Login>
{
    public void Configure(EntityTypeBuilder<Login> login)
    {
        login.HasKey(l => l.AccountId);
        login.Property(l => l.AccountId).ValueGeneratedNever();
        login.HasIndex(l => l.ApprovedAt).HasFilter("\"ApprovedAt\" IS NULL");
    }
}

internal sealed class EmailAddressConfiguration : IEntityTypeConfiguration<EmailAddress>
{
    public void Configure(EntityTypeBuilder<EmailAddress> address)
    {
        address.HasKey(a => a.Normalized);
        address.HasIndex(a => a.AccountId);
    }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> passkey)
    {
        passkey.HasKey(p => p.CredentialId);
        passkey.HasIndex(p => p.AccountId);
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.Property(s => s.Id).ValueGeneratedNever();
        session.HasIndex(s => s.KeyHash).IsUnique();
        session.HasIndex(s => s.AccountId);
    }
}
