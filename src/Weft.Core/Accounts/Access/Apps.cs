using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Accounts.Access;

/// <summary>An OAuth client: an app that people let act for them. Kept for ever, since apps keep their registration for ever.</summary>
public sealed class ClientApp
{
    /// <summary>A snowflake on a shard of its own.</summary>
    public long Id { get; set; }

    /// <summary>The app's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The public <c>client_id</c>.</summary>
    public required string ClientId { get; set; }

    /// <summary>SHA-256 of the <c>client_secret</c>.</summary>
    public required byte[] SecretHash { get; set; }

    /// <summary>The name exactly as the app gave it.</summary>
    public required string Name { get; set; }

    /// <summary>The app's page; null for none.</summary>
    public string? Website { get; set; }

    /// <summary>Redirect URIs as opaque strings, one a line.</summary>
    public required string RedirectUris { get; set; }

    /// <summary>The scopes it may ask for, separated by spaces.</summary>
    public required string Scopes { get; set; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>An authorisation code: works once, for ten minutes.</summary>
public sealed class AuthorizationCode
{
    /// <summary>SHA-256 of the code.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>For which app.</summary>
    public long AppId { get; set; }

    /// <summary>Who consented.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The redirect URI of the request, compared byte for byte when the code is redeemed.</summary>
    public required string RedirectUri { get; set; }

    /// <summary>The granted scopes, separated by spaces.</summary>
    public required string Scopes { get; set; }

    /// <summary>The PKCE challenge (S256); null when there was none.</summary>
    public string? Challenge { get; set; }

    /// <summary>When it stops working.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>An access token: opaque, does not expire, revocable at once. The row holds only its SHA-256.</summary>
public sealed class AccessToken
{
    /// <summary>A snowflake on the account's shard (the app's, for a token without account).</summary>
    public long Id { get; set; }

    /// <summary>The owner's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Which app holds it.</summary>
    public long AppId { get; set; }

    /// <summary>For whom it acts; null for a client-credentials token.</summary>
    public long? AccountId { get; set; }

    /// <summary>What it may do, separated by spaces.</summary>
    public required string Scopes { get; set; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last used, to the day or so.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked; the row stays, since a revoked token is answered differently from an unknown one.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ClientAppConfiguration : IEntityTypeConfiguration<ClientApp>
{
    public void Configure(EntityTypeBuilder<ClientApp> app)
    {
        app.Property(a => a.Id).ValueGeneratedNever();
        app.HasIndex(a => a.ClientId).IsUnique();
    }
}

internal sealed class AuthorizationCodeConfiguration : IEntityTypeConfiguration<AuthorizationCode>
{
    public void Configure(EntityTypeBuilder<AuthorizationCode> code)
    {
        code.HasKey(c => c.Hash);
        code.HasIndex(c => c.AccountId);
        code.HasIndex(c => c.ExpiresAt);
    }
}

internal sealed class AccessTokenConfiguration : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> token)
    {
        token.Property(t => t.Id).ValueGeneratedNever();
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasIndex(t => new { t.AccountId, t.Id });
    }
}
