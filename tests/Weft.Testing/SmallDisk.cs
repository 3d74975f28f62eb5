using System.Diagnostics;
using System.Globalization;

namespace Weft.Testing;

/// <summary>A disk of a few megabytes that a test can fill: a tmpfs of its own, for which the test must be root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    /// <summary>False where mounting is not allowed: tests skip themselves.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Its root.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts an empty one.</summary>
    /// <param name="megabytes">Its size.</param>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        string folder = Directory.CreateTempSubdirectory("weft-disk-").FullName;
        string size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        (await Shell.RunAsync(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", size, "tmpfs", folder]))).EnsureSuccess();
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        byte[] page = new byte[4_096];
        try
        {
            using FileStream file = new(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Takes it away with all that is on it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Lazily, since a server that was just killed may still hold files.
        (await Shell.RunAsync(new ProcessStartInfo("umount", ["--lazy", Folder]))).EnsureSuccess();
        Directory.Delete(Folder);
    }
}
