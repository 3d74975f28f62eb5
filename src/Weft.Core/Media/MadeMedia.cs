using Weft.Core.Media.Films;

namespace Weft.Core.Media;

/// <summary>What was made of an upload.</summary>
/// <param name="Kind">What it is.</param>
internal sealed record MadeMedia(MediaKind Kind)
{
    /// <inheritdoc cref="MediaAttachment.Extension"/>
    public string Extension { get; init; } = "";

    /// <inheritdoc cref="MediaAttachment.PreviewExtension"/>
    public string PreviewExtension { get; init; } = "";

    /// <inheritdoc cref="MediaAttachment.Width"/>
    public int Width { get; init; }

    /// <inheritdoc cref="MediaAttachment.Height"/>
    public int Height { get; init; }

    /// <inheritdoc cref="MediaAttachment.MediumWidth"/>
    public int MediumWidth { get; init; }

    /// <inheritdoc cref="MediaAttachment.MediumHeight"/>
    public int MediumHeight { get; init; }

    /// <inheritdoc cref="MediaAttachment.SmallWidth"/>
    public int SmallWidth { get; init; }

    /// <inheritdoc cref="MediaAttachment.SmallHeight"/>
    public int SmallHeight { get; init; }

    /// <inheritdoc cref="MediaAttachment.Blurhash"/>
    public string? Blurhash { get; init; }

    /// <inheritdoc cref="MediaAttachment.DurationMs"/>
    public long DurationMs { get; init; }

    /// <inheritdoc cref="MediaAttachment.FrameRate"/>
    public string? FrameRate { get; init; }

    /// <inheritdoc cref="MediaAttachment.Bitrate"/>
    public int Bitrate { get; init; }

    /// <inheritdoc cref="MediaAttachment.Captions"/>
    public string? Captions { get; init; }

    /// <summary>What is heard of it; null for nothing.</summary>
    public SoundFacts? Sound { get; init; }

    /// <inheritdoc cref="MediaAttachment.Waveform"/>
    public string? Waveform { get; init; }

    /// <summary>Whether it was made of a picture, which may move.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Tells the row. A picture that its owner has chosen stays.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bytes">Bytes of what is shown or played.</param>
    /// <param name="previewBytes">Bytes of the pictures that stand for it.</param>
    public void Fill(MediaAttachment row, long bytes, long previewBytes)
    {
        if (row.PreviewKey is null)
        {
            FillPreview(row);
            row.PreviewBytes = previewBytes;
        }

        (row.Kind, row.Extension, row.Width, row.Height) = (Kind, Extension, Width, Height);
        (row.DurationMs, row.FrameRate, row.Bitrate, row.Bytes) = (DurationMs, FrameRate, Bitrate, bytes + row.PreviewBytes);
        (row.AudioCodec, row.AudioRate, row.AudioChannels) = (Sound?.Encoding, Sound?.Rate ?? 0, Sound?.Channels ?? 0);
        (row.Captions, row.Waveform) = (Captions, Waveform);
        (row.State, row.Failure) = (MediaState.Ready, null);
    }

    /// <summary>Tells the row of the smaller pictures alone.</summary>
    public void FillPreview(MediaAttachment row)
    {
        (row.PreviewExtension, row.Blurhash) = (PreviewExtension, Blurhash);
        (row.MediumWidth, row.MediumHeight, row.SmallWidth, row.SmallHeight) = (MediumWidth, MediumHeight, SmallWidth, SmallHeight);
    }
}

/// <summary>An upload is not what can be shown; the message goes on after "The file". Trying again changes nothing.</summary>
public sealed class BrokenMediaException : Exception
{
    /// <inheritdoc/>
    public BrokenMediaException() { }

    /// <inheritdoc/>
    public BrokenMediaException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public BrokenMediaException(string message, Exception inner)
        : base(message, inner) { }
}
