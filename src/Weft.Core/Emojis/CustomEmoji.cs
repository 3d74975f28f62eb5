using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Emojis;

/// <summary>A picture that people write as a word between colons. Each server has its own.</summary>
public sealed class CustomEmoji
{
    /// <summary>The emoji's id, which stays the same when the picture changes.</summary>
    public long Id { get; set; }

    /// <summary>The id's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The server whose people write it, as in their handles; empty for this one.</summary>
    public required string Domain { get; set; }

    /// <summary>What stands between the colons; case counts. Here <see cref="EmojiWords.IsShortcode"/>, elsewhere more may be.</summary>
    public required string Shortcode { get; set; }

    /// <summary>The id that its server gave it; null for this server's own, and where none was given.</summary>
    public string? Uri { get; set; }

    /// <summary>Its picture at its own server; null for this server's own.</summary>
    public string? Url { get; set; }

    /// <summary>The key of its two files (<see cref="EmojiFiles"/>), of this server's own alone.</summary>
    public string? FileKey { get; set; }

    /// <summary>Under which heading apps offer it; null for none.</summary>
    public string? Category { get; set; }

    /// <summary>When the picture last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class CustomEmojiConfiguration : IEntityTypeConfiguration<CustomEmoji>
{
    public void Configure(EntityTypeBuilder<CustomEmoji> emoji)
    {
        emoji.Property(e => e.Id).ValueGeneratedNever();
        emoji.HasIndex(e => new { e.Domain, e.Shortcode }).IsUnique();
    }
}
