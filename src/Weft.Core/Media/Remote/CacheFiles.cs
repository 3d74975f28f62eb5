using Weft.Core.Media.Files;

namespace Weft.Core.Media.Remote;

/// <summary>The files of the cache: beside what people uploaded, so that a backup can leave them out.</summary>
internal sealed class CacheFiles(MediaFolder folder)
{
    /// <summary>Keeps and opens them.</summary>
    public IMediaFiles Files { get; } = new LocalFiles(folder.Cache);

    /// <summary>The keys of all files that are there, whatever the rows say.</summary>
    public IEnumerable<string> Keys() =>
        Directory.Exists(folder.Cache)
            ? Directory
                .EnumerateDirectories(folder.Cache)
                .SelectMany(Directory.EnumerateDirectories)
                .Select(Path.GetFileName)
                .OfType<string>()
            : [];

    /// <summary>Whether there are files of that key.</summary>
    public bool Has(string key) => Directory.Exists(Path.Combine(folder.Cache, key[..2], key));
}
