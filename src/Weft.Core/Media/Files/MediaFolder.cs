namespace Weft.Core.Media.Files;

/// <summary>Where media are in the data directory: what has come and waits, what is worked on, what is shown.</summary>
public sealed class MediaFolder
{
    private readonly string incoming;
    private readonly string scratch;

    /// <param name="path">The folder; it is made when the first file comes.</param>
    public MediaFolder(string path)
    {
        incoming = Path.Combine(path, "incoming");
        scratch = Path.Combine(path, "scratch");
        Files = Path.Combine(path, "files");
        Cache = Path.Combine(path, "cache");
    }

    /// <summary>What is shown.</summary>
    public string Files { get; }

    /// <summary>Pictures of other servers, which can be fetched again.</summary>
    public string Cache { get; }

    /// <summary>A file that has come whole and waits to be made ready.</summary>
    public string Incoming(string key) => Path.Combine(Made(incoming), key);

    /// <summary>A new name for a file that is still coming.</summary>
    public string NewUpload() => Path.Combine(Made(incoming), MediaPaths.NewKey() + ".part");

    /// <summary>An empty folder to work in; whoever asks for it removes it.</summary>
    public string NewScratch() => Made(Path.Combine(scratch, MediaPaths.NewKey()));

    /// <summary>Files that have come, with when they came: also what was left by a process that died.</summary>
    public IEnumerable<FileInfo> AllIncoming() => new DirectoryInfo(Made(incoming)).EnumerateFiles();

    /// <summary>Folders in which something was worked on.</summary>
    public IEnumerable<DirectoryInfo> AllScratch() => new DirectoryInfo(Made(scratch)).EnumerateDirectories();

    private static string Made(string path)
    {
        Directory.CreateDirectory(path);
        return path;
    }
}
