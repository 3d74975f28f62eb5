using System.Diagnostics;
using NetVips;

namespace Weft.Bench.Bare;

/// <summary>
/// The machine's own limit for photos: libvips that reads a JPEG and writes the three sizes that Weft keeps, on all
/// processors, and nothing else: no upload, no row, no colour space, no blurhash.
/// </summary>
internal static class BarePhotos
{
    private static readonly int[] Sides = [1_280, 640];

    /// <summary>A photo of twelve megapixels, as a camera writes it; a few megabytes.</summary>
    public static byte[] Photo()
    {
        using Image clouds = Image.Perlin(4_000, 3_000, cellSize: 250, uchar: true);
        using Image grain = Image.Gaussnoise(4_000, 3_000, sigma: 6, mean: 0);
        using Image grey = (clouds + grain).Cast(Enums.BandFormat.Uchar);
        using Image turned = grey.FlipHor();
        using Image other = grey.FlipVer();
        using Image photo = grey.Bandjoin(turned, other).Copy(interpretation: Enums.Interpretation.Srgb);
        return photo.JpegsaveBuffer(q: 85);
    }

    /// <summary>Makes the sizes for that long.</summary>
    /// <returns>Photos a second.</returns>
    public static double Run(byte[] photo, double seconds)
    {
        string folder = Directory.CreateTempSubdirectory("weft-bare-photos-").FullName;
        try
        {
            string file = Path.Combine(folder, "photo.jpg");
            File.WriteAllBytes(file, photo);
            return Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(i =>
                    Task.Factory.StartNew(() => RateOfOne(file, Path.Combine(folder, $"{i}"), seconds), TaskCreationOptions.LongRunning)
                )
                .ToArray()
                .Sum(task => task.Result);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double RateOfOne(string file, string prefix, double seconds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int done = 0;
        do
        {
            MakeOne(file, prefix);
            done++;
        } while (watch.Elapsed.TotalSeconds < seconds);

        return done / watch.Elapsed.TotalSeconds;
    }

    private static void MakeOne(string file, string prefix)
    {
        using Image opened = Image.Jpegload(file, access: Enums.Access.Sequential);
        // The whole within the area of 3,840 × 2,160.
        using Image whole = opened.Resize(Math.Min(1, Math.Sqrt(3_840d * 2_160 / ((double)opened.Width * opened.Height)))).CopyMemory();
        Save(whole, $"{prefix}-original.jpg");
        Image larger = whole.Copy();
        foreach (int side in Sides)
        {
            Image smaller = larger.Resize((double)side / Math.Max(larger.Width, larger.Height)).CopyMemory();
            Save(smaller, $"{prefix}-{side}.jpg");
            larger.Dispose();
            larger = smaller;
        }

        larger.Dispose();
    }

    private static void Save(Image image, string path) => image.Jpegsave(path, q: 85, optimizeCoding: true, keep: Enums.ForeignKeep.None);
}
