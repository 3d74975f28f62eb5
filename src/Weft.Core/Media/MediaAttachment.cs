using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Media;

/// <summary>A photo or video that somebody uploaded: what is known of it. The files themselves are in <see cref="Files.IMediaFiles"/>.</summary>
public sealed class MediaAttachment
{
    /// <summary>A snowflake on the uploader's shard.</summary>
    public long Id { get; set; }

    /// <summary>The uploader's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>Who uploaded it.</summary>
    public long AccountId { get; set; }

    /// <summary>The post that shows it; null while none does.</summary>
    public long? PostId { get; set; }

    /// <summary>Its place among the media of its post, from 0.</summary>
    public int Position { get; set; }

    /// <summary>How far it has come.</summary>
    public MediaState State { get; set; }

    /// <summary>What it is.</summary>
    public MediaKind Kind { get; set; }

    /// <summary>What the upload's first bytes say it is; no claim of the sender counts.</summary>
    public MediaFormat Format { get; set; }

    /// <summary>The unguessable name under which its files are.</summary>
    public required string Key { get; set; }

    /// <summary>How the file to show ends: <c>jpg</c>, <c>webp</c>, <c>mp4</c>; empty until it is ready.</summary>
    public string Extension { get; set; } = "";

    /// <summary>
    /// The unguessable name under which the smaller pictures are that its owner chose for it; null for those that were made
    /// of it, which are beside it.
    /// </summary>
    public string? PreviewKey { get; set; }

    /// <summary>How its smaller pictures end; empty for none.</summary>
    public string PreviewExtension { get; set; } = "";

    /// <summary>In pixels, upright.</summary>
    public int Width { get; set; }

    /// <summary>In pixels, upright.</summary>
    public int Height { get; set; }

    /// <summary>The width of the picture in between, in pixels; 0 when there is none because the whole is no larger.</summary>
    public int MediumWidth { get; set; }

    /// <summary>Its height.</summary>
    public int MediumHeight { get; set; }

    /// <summary>The width of the preview, in pixels.</summary>
    public int SmallWidth { get; set; }

    /// <summary>Its height.</summary>
    public int SmallHeight { get; set; }

    /// <summary>A few characters that stand for its colours until it is loaded; null for sounds.</summary>
    public string? Blurhash { get; set; }

    /// <summary>The point to keep in sight, −1 (left) to 1.</summary>
    public double FocusX { get; set; }

    /// <summary>The point to keep in sight, −1 (bottom) to 1.</summary>
    public double FocusY { get; set; }

    /// <summary>What is to be seen or heard, for those who don't; empty for none.</summary>
    public string Description { get; set; } = "";

    /// <summary>How long it plays, in milliseconds; 0 for pictures.</summary>
    public long DurationMs { get; set; }

    /// <summary>Pictures in a second, such as <c>30/1</c>; null for what does not move.</summary>
    public string? FrameRate { get; set; }

    /// <summary>Bits in a second; 0 for pictures.</summary>
    public int Bitrate { get; set; }

    /// <summary>The language of its captions (ISO 639, <c>und</c> when not known); null for none.</summary>
    public string? Captions { get; set; }

    /// <summary>How what is heard is encoded, such as <c>aac (LC)</c>; null for what is not heard.</summary>
    public string? AudioCodec { get; set; }

    /// <summary>Samples in a second of what is heard; 0 for nothing.</summary>
    public int AudioRate { get; set; }

    /// <summary>Channels of what is heard: 2 for stereo; 0 for nothing.</summary>
    public int AudioChannels { get; set; }

    /// <summary>How loud a sound is in each hundredth of it, a hexadecimal digit each; null for what is seen.</summary>
    public string? Waveform { get; set; }

    /// <summary>Bytes on disk of all its files.</summary>
    public long Bytes { get; set; }

    /// <summary>How many of these are those of the pictures that stand for a video or a sound.</summary>
    public long PreviewBytes { get; set; }

    /// <summary>How often it was tried to make it ready.</summary>
    public int Attempts { get; set; }

    /// <summary>Why it cannot be shown, as what follows "The file"; null unless <see cref="MediaState.Failed"/>.</summary>
    public string? Failure { get; set; }

    /// <summary>Since when no post shows it: a day later it goes.</summary>
    public DateTimeOffset UnattachedAt { get; set; }
}

/// <summary>How far an upload has come.</summary>
public enum MediaState
{
    /// <summary>It waits to be made ready.</summary>
    Uploaded,

    /// <summary>It is being made ready.</summary>
    Processing,

    /// <summary>It can be shown.</summary>
    Ready,

    /// <summary>It is broken.</summary>
    Failed,

    /// <summary>Nothing shows it any more; its files are on their way out.</summary>
    Discarded,
}

/// <summary>What a medium is.</summary>
public enum MediaKind
{
    /// <summary>A picture that stands still.</summary>
    Image,

    /// <summary>A short silent video that plays again and again.</summary>
    Gifv,

    /// <summary>A video.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,
}

internal sealed class MediaAttachmentConfiguration : IEntityTypeConfiguration<MediaAttachment>
{
    public void Configure(EntityTypeBuilder<MediaAttachment> media)
    {
        media.Property(m => m.Id).ValueGeneratedNever();
        media.HasIndex(m => new { m.PostId, m.Position }).HasFilter("\"PostId\" IS NOT NULL");
        media.HasIndex(m => new { m.AccountId, m.Id });
        media.HasIndex(m => m.UnattachedAt).HasFilter("\"PostId\" IS NULL");
        // What waits, and what is to go: few among many.
        media.HasIndex(m => new { m.State, m.Id }).HasFilter("\"State\" <> 2");
    }
}
