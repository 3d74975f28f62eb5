namespace Weft.Core.Media.Files;

/// <summary>
/// Keeps the files that are shown, by key and name (<see cref="MediaPaths"/>). A file is written once and never changes.
/// </summary>
public interface IMediaFiles
{
    /// <summary>Keeps all files of a folder under the key; the folder is empty or gone afterwards.</summary>
    /// <exception cref="IOException">They cannot be kept now.</exception>
    Task KeepAsync(string key, string folder, CancellationToken cancellation);

    /// <summary>Keeps one file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be kept now.</exception>
    Task PutAsync(string key, string name, Stream content, CancellationToken cancellation);

    /// <summary>The names of all files of the key, with their bytes; none when there are none.</summary>
    IAsyncEnumerable<(string Name, long Length)> NamesAsync(string key, CancellationToken cancellation);

    /// <summary>The file, which can be sought in; null when there is none.</summary>
    ValueTask<Stream?> OpenAsync(string key, string name, CancellationToken cancellation);

    /// <summary>Removes one file; also when there is none.</summary>
    Task RemoveAsync(string key, string name, CancellationToken cancellation);

    /// <summary>Removes all files of the key; also when there are none.</summary>
    Task RemoveAsync(string key, CancellationToken cancellation);
}
