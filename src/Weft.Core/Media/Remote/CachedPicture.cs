using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Media.Remote;

/// <summary>What a picture of another server belongs to, and so into which sizes it is made.</summary>
public enum PictureKind
{
    /// <summary>A photo of a post; its id is that of the <see cref="RemoteMedia"/>.</summary>
    Photo = 1,

    /// <summary>The picture that stands for a video or a sound of a post; the id is that of the <see cref="RemoteMedia"/>.</summary>
    Poster = 2,

    /// <summary>Somebody's portrait; its id is the account's.</summary>
    Avatar = 3,

    /// <summary>Somebody's banner; its id is the account's.</summary>
    Header = 4,

    /// <summary>A custom emoji; its id is that of the <see cref="Emojis.CustomEmoji"/>.</summary>
    Emoji = 5,

    /// <summary>A video or a sound of a post, with pictures that stand for it; the id is that of the <see cref="RemoteMedia"/>.</summary>
    Film = 6,
}

/// <summary>How a picture stands in the cache.</summary>
public enum PictureState
{
    /// <summary>It could not be had; it is tried again later. No files.</summary>
    Failing = 0,

    /// <summary>There is none, or it is none that is shown; it is tried again much later. No files.</summary>
    Refused = 1,

    /// <summary>Its files are on their way into the cache: there may be some.</summary>
    Coming = 2,

    /// <summary>Its files are there.</summary>
    Kept = 3,

    /// <summary>Its files are on their way out: there may be some.</summary>
    Going = 4,
}

/// <summary>
/// A picture of another server that somebody looked at: the files that were made of it, or when it is to be tried again.
/// There is no file in the cache that no row knows.
/// </summary>
public sealed class CachedPicture
{
    /// <summary>Of what.</summary>
    public PictureKind Kind { get; set; }

    /// <summary>Of which.</summary>
    public long SubjectId { get; set; }

    /// <summary>The subject's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Where it was fetched; a subject that names another address now has no picture here yet.</summary>
    public required string Address { get; set; }

    /// <summary>How it stands.</summary>
    public PictureState State { get; set; }

    /// <summary>The name under which its files are; empty for no files.</summary>
    public string Key { get; set; } = "";

    /// <summary>How its files end.</summary>
    public string Extension { get; set; } = "";

    /// <summary>Bytes of its files, which count against the cache's limit; 0 for no files.</summary>
    public long Bytes { get; set; }

    /// <summary>When somebody last looked at it, to the hour; those that nobody looked at for longest make room for others.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>How often it could not be had since it last could.</summary>
    public int Failures { get; set; }

    /// <summary>Not to be fetched before; null when it is there.</summary>
    public DateTimeOffset? RetryAt { get; set; }
}

internal sealed class CachedPictureConfiguration : IEntityTypeConfiguration<CachedPicture>
{
    public void Configure(EntityTypeBuilder<CachedPicture> picture)
    {
        picture.HasKey(p => new { p.Kind, p.SubjectId });
        picture.HasIndex(p => new
        {
            p.State,
            p.SeenAt,
            p.Bytes,
        });
        picture.HasIndex(p => p.Key);
    }
}
