namespace Weft.Core.Media.Files;

/// <summary>The two places in which files of uploads can be.</summary>
public enum MediaStore
{
    /// <summary>A folder of the data directory.</summary>
    Files,

    /// <summary>An S3-compatible store.</summary>
    S3,
}

/// <summary>Opens the places by name: one is in use, the other is where files come from or go to.</summary>
public sealed class MediaStores(MediaFolder folder, MediaSettings settings) : IDisposable
{
    private readonly Lazy<S3Files?> s3 = new(() => settings.S3 is { } there ? new S3Files(there) : null);

    /// <summary>Which one is in use.</summary>
    public MediaStore InUse => settings.Store;

    /// <summary>A place; null when nothing is said of where it is.</summary>
    public IMediaFiles? Of(MediaStore store) => store == MediaStore.S3 ? s3.Value : new LocalFiles(folder.Files);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (s3.IsValueCreated)
        {
            s3.Value?.Dispose();
        }
    }
}
