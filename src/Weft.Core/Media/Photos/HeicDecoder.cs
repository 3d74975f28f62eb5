using Weft.Core.Media.Headers;

namespace Weft.Core.Media.Photos;

/// <summary>
/// Opens HEIC, which the libvips that comes with Weft cannot, by the program of libheif that is on this machine: in a
/// process with the limits of <see cref="LimitedProcess"/>. What it writes is a stranger's picture still, and goes the way
/// of all photos.
/// </summary>
public sealed class HeicDecoder
{
    /// <summary>What the program is called, the newer name first.</summary>
    private static readonly string[] Names = ["heif-dec", "heif-convert"];

    /// <summary>The largest photos of telephones take a few seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly MachineProgram heif;
    private readonly string? program;

    /// <summary>Looks for the program, once.</summary>
    public HeicDecoder(MediaSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        program = MachineProgram.Find(settings.Heif, Names);
        heif = new MachineProgram(program is not null, FindMissing);
    }

    /// <summary>What an operator has to do before HEIC is taken, as a sentence without its end; null when nothing is missing.</summary>
    public string? Missing => heif.Missing;

    /// <summary>The same, without waiting for the program's first answer: null while that is looked for.</summary>
    public string? MissingSoFar => heif.MissingSoFar;

    /// <summary>False when HEIC cannot be opened on this machine.</summary>
    public bool IsAvailable => Missing is null;

    /// <summary>Works on a photo of any format, on another thread; of a HEIC on what the program made of it.</summary>
    /// <param name="path">The photo.</param>
    /// <param name="format">What its header said.</param>
    /// <param name="scratch">An empty folder, in which nothing stays but what <paramref name="make"/> writes.</param>
    /// <param name="make">Gets the path of a file that libvips opens.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokenMediaException">It cannot be read, or HEIC cannot be opened on this machine any more.</exception>
    /// <exception cref="IOException">The program cannot be run now, or the disk is full.</exception>
    internal async Task<T> OpenAsync<T>(
        string path,
        MediaFormat format,
        string scratch,
        Func<string, T> make,
        CancellationToken cancellation
    )
    {
        if (format != MediaFormat.Heic)
        {
            return await Task.Run(() => make(path), cancellation);
        }

        if (Missing is { } lack)
        {
            throw new BrokenMediaException("cannot be made ready: " + lack);
        }

        DirectoryInfo decoded = Directory.CreateDirectory(Path.Combine(scratch, "decoded"));
        try
        {
            // Names of ours, so that none is taken for an option.
            await LimitedProcess.RunAsync(program!, [path, Path.Combine(decoded.FullName, "photo.png")], Limit, feed: null, cancellation);
            string picture = PictureIn(decoded);
            return await Task.Run(() => make(picture), cancellation);
        }
        finally
        {
            decoded.Delete(recursive: true);
        }
    }

    /// <summary>
    /// What was written, if it is as large as photos may be: a grid of tiles says its size where the header is not looked
    /// for. Of several pictures the first, which has a number.
    /// </summary>
    private static string PictureIn(DirectoryInfo decoded)
    {
        string? path = ((string[])["photo.png", "photo-1.png"]).Select(n => Path.Combine(decoded.FullName, n)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            throw new BrokenMediaException("holds no picture");
        }

        using FileStream file = File.OpenRead(path);
        try
        {
            MediaHeader header = PngHeader.ReadSize(new HeaderBytes(file));
            return
                (long)header.Width * header.Height <= MediaLimits.PhotoPixels && Math.Max(header.Width, header.Height) <= MediaLimits.Side
                ? path
                : throw new BrokenMediaException("is too large");
        }
        catch (InvalidDataException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }

    private string? FindMissing()
    {
        if (program is null || !LimitedProcess.IsAvailable)
        {
            return "heif-convert is not installed on this server (on Debian: apt-get install libheif-examples)";
        }

        // Some distributions leave out what is under patents, or put it into another package.
        string[] said = MachineProgram.Ask(program, "--list-decoders").Split('\n');
        int at = Array.FindIndex(said, line => line.StartsWith("HEIC decoders", StringComparison.Ordinal));
        return at >= 0 && said.ElementAtOrDefault(at + 1)?.StartsWith('-') == true
            ? null
            : "the libheif on this server has no decoder for HEVC (on Debian: apt-get install libheif-plugin-libde265)";
    }
}
