using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Core.Posts;
using Weft.Core.Safety;

namespace Weft.Core.Accounts;

/// <summary>A person or bot as others see it. How it logs in is in <see cref="Access.Login"/>.</summary>
public sealed class Account
{
    /// <summary>A snowflake on the account's own shard.</summary>
    public long Id { get; set; }

    /// <summary>The logical shard of all that this account owns, 0 to 4,095.</summary>
    public int Shard { get; set; }

    /// <summary>
    /// The handle without @ and domain. Of this server's own accounts in lower case: <c>[a-z0-9_]{1,30}</c>; of others as
    /// their server writes it.
    /// </summary>
    public required string Username { get; set; }

    /// <summary>The server that it lives on, in ASCII and lower case, with its port if it has one; null for this server's own.</summary>
    public string? Domain { get; set; }

    /// <summary>The id that its server gave it; null for this server's own.</summary>
    public string? Uri { get; set; }

    /// <summary>Its page at its own server; null for this server's own.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// What the operators' decisions about its server make of it: normal, silenced or suspended. Kept by whatever decides.
    /// </summary>
    public HostPolicy Standing { get; set; }

    /// <summary>The name shown, up to 30 characters; empty to show the username.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The bio's source text, up to 500 characters; of another server's account sanitised HTML.</summary>
    public string Note { get; set; } = "";

    /// <summary>Up to four name and value pairs; of another server's account more, with values in sanitised HTML.</summary>
    public List<ProfileField> Fields { get; set; } = [];

    /// <summary>Its portrait, as a path of <see cref="Media.MediaPaths"/>; null for none.</summary>
    public string? AvatarPath { get; set; }

    /// <summary>Its banner, as a path of <see cref="Media.MediaPaths"/>; null for none.</summary>
    public string? HeaderPath { get; set; }

    /// <summary>The account here of its new self, when both selves say that it has moved; null while it has not.</summary>
    public long? MovedToId { get; set; }

    /// <summary>True when followers have to be let in one by one.</summary>
    public bool Locked { get; set; }

    /// <summary>True when a program posts here.</summary>
    public bool Bot { get; set; }

    /// <summary>True when the account may be suggested and listed.</summary>
    public bool Discoverable { get; set; }

    /// <summary>True when search engines and full-text search may find its public posts.</summary>
    public bool Indexable { get; set; }

    /// <summary>True when others may not see whom it follows and who follows it.</summary>
    public bool HideCollections { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it last posted.</summary>
    public DateTimeOffset? LastPostAt { get; set; }

    /// <summary>Followers, without pending <see cref="CountChange"/> rows.</summary>
    public int FollowersCount { get; set; }

    /// <summary>How many it follows.</summary>
    public int FollowingCount { get; set; }

    /// <summary>Its posts and reposts.</summary>
    public int PostsCount { get; set; }

    /// <summary>Who sees its posts when nothing else is said.</summary>
    public Visibility DefaultVisibility { get; set; }

    /// <summary>Whether its media are veiled when nothing else is said.</summary>
    public bool DefaultSensitive { get; set; }

    /// <summary>The language of its posts when nothing else is said; null for none.</summary>
    public string? DefaultLanguage { get; set; }

    /// <summary>Who may quote its posts when nothing else is said.</summary>
    public InteractionPolicy DefaultQuotePolicy { get; set; }
}

/// <summary>One line of a profile: source texts.</summary>
/// <param name="Name">Up to 255 characters.</param>
/// <param name="Value">Up to 255 characters.</param>
public sealed record ProfileField(string Name, string Value);

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.Property(a => a.Id).ValueGeneratedNever();
        account.HasIndex(a => a.Username);
        account.HasIndex(a => a.Domain).HasFilter("\"Domain\" IS NOT NULL");
        account.HasIndex(a => a.Standing).HasFilter("\"Standing\" <> 0");
        account.OwnsMany(a => a.Fields, fields => fields.ToJson());
    }
}
