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

    /// <inheritdoc cref="MediaAttachment.Waveform"/>
    public string? Waveform { get; init; }

    /// <summary>Whether it was made of a picture, which may move.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Tells the row.</summary>
    public void Fill(MediaAttachment row, long bytes)
    {
        (row.Kind, row.Extension, row.PreviewExtension) = (Kind, Extension, PreviewExtension);
        (row.Width, row.Height, row.MediumWidth, row.MediumHeight) = (Width, Height, MediumWidth, MediumHeight);
        (row.SmallWidth, row.SmallHeight, row.Blurhash) = (SmallWidth, SmallHeight, Blurhash);
        (row.DurationMs, row.FrameRate, row.Bitrate, row.Bytes) = (DurationMs, FrameRate, Bitrate, bytes);
        (row.Captions, row.Waveform) = (Captions, Waveform);
        (row.State, row.Failure) = (MediaState.Ready, null);
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
