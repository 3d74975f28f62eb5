using System.Diagnostics;

namespace Weft.Testing;

/// <summary>Makes films and sounds with the machine's ffmpeg, in a folder that goes when the test ends.</summary>
public sealed class FilmMaker : IDisposable
{
    /// <summary>How telephones and browsers write films.</summary>
    public const string Usual = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac";

    /// <summary>Where they are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("weft-films-").FullName;

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Runs ffmpeg in the folder; its arguments are words between blanks.</summary>
    public async Task<string> RunAsync(string arguments, CancellationToken cancellation = default)
    {
        ProcessStartInfo start = new("ffmpeg", "-v error -y -nostdin " + arguments) { WorkingDirectory = Folder };
        return (await Shell.RunAsync(start, cancellation)).EnsureSuccess().Output;
    }

    /// <summary>Draws a film.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="video">A source of ffmpeg's, such as <c>testsrc2=s=320x180:r=25:d=2</c>; null for sound alone.</param>
    /// <param name="sound">A source, such as <c>sine=d=2</c>; null for silence.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its path.</returns>
    public async Task<string> DrawAsync(
        string name,
        string? video,
        string? sound,
        string options = Usual,
        CancellationToken cancellation = default
    )
    {
        string sources = string.Concat(new[] { video, sound }.OfType<string>().Select(source => $"-f lavfi -i {source} "));
        await RunAsync($"{sources}{options} {name}", cancellation);
        return PathOf(name);
    }

    /// <summary>Draws a film; answers its bytes.</summary>
    /// <inheritdoc cref="DrawAsync"/>
    public static async Task<byte[]> BytesAsync(
        string name,
        string? video,
        string? sound,
        string options = Usual,
        CancellationToken cancellation = default
    )
    {
        using FilmMaker maker = new();
        return await File.ReadAllBytesAsync(await maker.DrawAsync(name, video, sound, options, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
