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
    // By its interface: the store's library is loaded by those alone who have a store.
    private readonly Lazy<IMediaFiles?> s3 = new(() => settings.S3 is { } there ? Open(there) : null);

    /// <summary>The one in use.</summary>
    public IMediaFiles InUse =>
        Of(settings.Store) ?? throw new InvalidOperationException("Nothing is said of where the store of media is.");

    /// <summary>A place; null when nothing is said of where it is.</summary>
    public IMediaFiles? Of(MediaStore store) => store == MediaStore.S3 ? s3.Value : new LocalFiles(folder.Files);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (s3.IsValueCreated)
        {
            (s3.Value as IDisposable)?.Dispose();
        }
    }

    private static S3Files Open(S3Settings there) => new(there);
}
