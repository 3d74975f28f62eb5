using System.Diagnostics;
using Weft.Testing;

namespace Weft.Bench;

/// <summary>The server as operators get it: published, in Release.</summary>
internal sealed class PublishedWeft : IDisposable
{
    private readonly string? folder;

    private PublishedWeft(string binary, string? folder)
    {
        Binary = binary;
        this.folder = folder;
    }

    /// <summary>The executable.</summary>
    public string Binary { get; }

    /// <summary>Takes the given executable, or publishes the server of this checkout into a temporary folder.</summary>
    /// <exception cref="InvalidOperationException">It does not build; the message holds what the compiler said.</exception>
    public static async Task<PublishedWeft> PrepareAsync(string? binary, CancellationToken cancellation)
    {
        if (binary is not null)
        {
            return new PublishedWeft(Path.GetFullPath(binary), folder: null);
        }

        string folder = Directory.CreateTempSubdirectory("weft-published-").FullName;
        string project = Repository.PathTo("src", "Weft.Server");
        ProcessStartInfo publish = new("dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "q", "-nologo"]);
        (await Shell.RunAsync(publish, cancellation)).EnsureSuccess();
        return new PublishedWeft(Path.Combine(folder, "weft"), folder);
    }

    /// <summary>Removes what was published.</summary>
    public void Dispose()
    {
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
