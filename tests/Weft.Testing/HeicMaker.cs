using System.Diagnostics;

namespace Weft.Testing;

/// <summary>Makes HEIC with the machine's heif-enc, which is Debian's libheif-examples.</summary>
public static class HeicMaker
{
    /// <summary>Encodes a picture.</summary>
    /// <param name="picture">A PNG or JPEG; notes and profiles in it are kept.</param>
    /// <param name="options">Words between blanks.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<byte[]> EncodeAsync(byte[] picture, string options = "-q 95", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        string folder = Directory.CreateTempSubdirectory("weft-heic-").FullName;
        try
        {
            string name = picture[0] == 0xFF ? "in.jpg" : "in.png";
            await File.WriteAllBytesAsync(Path.Combine(folder, name), picture, cancellation);
            ProcessStartInfo start = new("heif-enc", $"{options} {name} -o out.heic") { WorkingDirectory = folder };
            (await Shell.RunAsync(start, cancellation)).EnsureSuccess();
            return await File.ReadAllBytesAsync(Path.Combine(folder, "out.heic"), cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
