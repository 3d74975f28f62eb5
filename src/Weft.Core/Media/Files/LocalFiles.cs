using System.Runtime.CompilerServices;

namespace Weft.Core.Media.Files;

/// <summary>Files in a folder, one folder for each key, spread over 1,024 folders by its first two letters.</summary>
/// <param name="root">The folder; it is made when the first file comes.</param>
internal sealed class LocalFiles(string root) : IMediaFiles
{
    private const int BufferBytes = 64 * 1024;

    public Task KeepAsync(string key, string folder, CancellationToken cancellation)
    {
        string home = PathOf(key);
        Directory.CreateDirectory(home);
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            File.Move(file, Path.Combine(home, Path.GetFileName(file)), overwrite: true);
        }

        return Task.CompletedTask;
    }

    public async Task PutAsync(string key, string name, Stream content, CancellationToken cancellation)
    {
        string home = PathOf(key);
        Directory.CreateDirectory(home);
        string path = Path.Combine(home, name);
        string part = path + ".part";
        await using (FileStream file = File.Create(part))
        {
            await content.CopyToAsync(file, cancellation);
        }

        File.Move(part, path, overwrite: true);
    }

    public async IAsyncEnumerable<(string Name, long Length)> NamesAsync(
        string key,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await Task.CompletedTask;
        DirectoryInfo home = new(PathOf(key));
        foreach (FileInfo file in home.Exists ? home.GetFiles() : [])
        {
            if (file.Extension != ".part")
            {
                yield return (file.Name, file.Length);
            }
        }
    }

    public ValueTask<Stream?> OpenAsync(string key, string name, CancellationToken cancellation)
    {
        string path = Path.Combine(PathOf(key), name);
        try
        {
            return new(
                new FileStream(
                    path,
                    new FileStreamOptions
                    {
                        Access = FileAccess.Read,
                        Share = FileShare.Read | FileShare.Delete,
                        BufferSize = BufferBytes,
                        Options = FileOptions.Asynchronous,
                    }
                )
            );
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new((Stream?)null);
        }
    }

    public Task RemoveAsync(string key, string name, CancellationToken cancellation)
    {
        if (Directory.Exists(PathOf(key)))
        {
            File.Delete(Path.Combine(PathOf(key), name));
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(string key, CancellationToken cancellation)
    {
        string home = PathOf(key);
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string key) =>
        MediaPaths.IsKey(key) ? Path.Combine(root, key[..2], key) : throw new ArgumentException("It is no key.", nameof(key));
}
