using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Media.Remote;

/// <summary>
/// A picture, video or sound of another server's post, as that server says it is. Nothing of it is here until somebody
/// looks at it; what is then kept for a while is a <see cref="CachedPicture"/>.
/// </summary>
public sealed class RemoteMedia
{
    /// <summary>A snowflake on the author's shard.</summary>
    public long Id { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The post's author.</summary>
    public long AccountId { get; set; }

    /// <summary>The post that shows it.</summary>
    public long PostId { get; set; }

    /// <summary>Its place among the media of its post, from 0.</summary>
    public int Position { get; set; }

    /// <summary>What it is said to be, and once it was fetched what it is.</summary>
    public MediaKind Kind { get; set; }

    /// <summary>Where it is: an address of http or https.</summary>
    public required string Url { get; set; }

    /// <summary>
    /// Where a picture is that stands for a video or a sound; null for none. For a picture that moves it stands itself, with
    /// its first picture.
    /// </summary>
    public string? PreviewUrl { get; set; }

    /// <summary>Whether the file is a picture, moving or not, as far as is known.</summary>
    public bool IsPicture => Kind == MediaKind.Image || Kind == MediaKind.Gifv && PreviewUrl == Url;

    /// <summary>What is to be seen or heard; empty for none.</summary>
    public string Description { get; set; } = "";

    /// <summary>Its colours: as declared, else as measured; null while unknown.</summary>
    public string? Blurhash { get; set; }

    /// <summary>The point to keep in sight, −1 (left) to 1.</summary>
    public double FocusX { get; set; }

    /// <summary>The point to keep in sight, −1 (bottom) to 1.</summary>
    public double FocusY { get; set; }

    /// <summary>In pixels: as measured once it was fetched, till then as declared; 0 while unknown.</summary>
    public int Width { get; set; }

    /// <summary>In pixels; 0 while unknown.</summary>
    public int Height { get; set; }

    /// <summary>How long it plays, in milliseconds; 0 when that is not said.</summary>
    public long DurationMs { get; set; }

    /// <summary>How loud a sound is in each hundredth of it, a hexadecimal digit each, once it was fetched; null till then.</summary>
    public string? Waveform { get; set; }
}

internal sealed class RemoteMediaConfiguration : IEntityTypeConfiguration<RemoteMedia>
{
    public void Configure(EntityTypeBuilder<RemoteMedia> media)
    {
        media.Property(m => m.Id).ValueGeneratedNever();
        media.HasIndex(m => new { m.PostId, m.Position });
        media.HasIndex(m => m.AccountId);
    }
}
