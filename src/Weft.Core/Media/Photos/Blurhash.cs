using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Core.Media.Photos;

/// <summary>
/// The colours of a picture in some thirty characters (https://blurha.sh): its first few cosine waves, as digits to the
/// base 83. Apps paint them until the picture has come.
/// </summary>
internal static class Blurhash
{
    /// <summary>How large a picture need be at most for its hash, on its longer side.</summary>
    public const int Side = 32;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    private static readonly SearchValues<char> AllDigits = SearchValues.Create(Digits);

    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(value => ToLinear(value / 255.0))];

    /// <summary>Whether a text is a hash: digits to the base 83, as many as its first one says.</summary>
    public static bool IsOne([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: > 5 } || text.AsSpan().ContainsAnyExcept(AllDigits))
        {
            return false;
        }

        int waves = Digits.IndexOf(text[0], StringComparison.Ordinal);
        return waves < 81 && text.Length == 4 + 2 * (waves % 9 + 1) * (waves / 9 + 1);
    }

    /// <summary>The hash.</summary>
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="waves">How many waves across and down, 1 to 9 each.</param>
    public static string Encode(ReadOnlySpan<byte> rgb, int width, int height, (int Across, int Down) waves)
    {
        (double R, double G, double B)[] factors = new (double, double, double)[waves.Across * waves.Down];
        for (int y = 0; y < waves.Down; y++)
        {
            for (int x = 0; x < waves.Across; x++)
            {
                factors[y * waves.Across + x] = Factor(rgb, width, height, x, y);
            }
        }

        double largest = factors
            .Skip(1)
            .Select(f => Math.Max(Math.Abs(f.R), Math.Max(Math.Abs(f.G), Math.Abs(f.B))))
            .DefaultIfEmpty(0)
            .Max();
        int scale = Math.Clamp((int)Math.Floor(largest * 166 - 0.5), 0, 82);
        System.Text.StringBuilder hash = new();
        Put(hash, waves.Across - 1 + (waves.Down - 1) * 9, 1);
        Put(hash, scale, 1);
        (double R, double G, double B) mean = factors[0];
        Put(hash, ToByte(mean.R) << 16 | ToByte(mean.G) << 8 | ToByte(mean.B), 4);
        double unit = (scale + 1) / 166.0;
        foreach ((double r, double g, double b) in factors.AsSpan(1))
        {
            Put(hash, (Step(r / unit) * 19 + Step(g / unit)) * 19 + Step(b / unit), 2);
        }

        return hash.ToString();
    }

    private static (double R, double G, double B) Factor(ReadOnlySpan<byte> rgb, int width, int height, int across, int down)
    {
        (double r, double g, double b) = (0, 0, 0);
        for (int y = 0; y < height; y++)
        {
            double vertical = Math.Cos(Math.PI * down * y / height);
            for (int x = 0; x < width; x++)
            {
                double wave = vertical * Math.Cos(Math.PI * across * x / width);
                ReadOnlySpan<byte> pixel = rgb.Slice((y * width + x) * 3, 3);
                r += wave * Linear[pixel[0]];
                g += wave * Linear[pixel[1]];
                b += wave * Linear[pixel[2]];
            }
        }

        double norm = (across == 0 && down == 0 ? 1.0 : 2.0) / ((double)width * height);
        return (r * norm, g * norm, b * norm);
    }

    /// <summary>One of 19 steps, finer around nothing.</summary>
    private static int Step(double value) => Math.Clamp((int)Math.Floor(Math.CopySign(Math.Sqrt(Math.Abs(value)), value) * 9 + 9.5), 0, 18);

    private static double ToLinear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static int ToByte(double linear)
    {
        double value = Math.Clamp(linear, 0, 1);
        return (int)((value <= 0.0031308 ? value * 12.92 : 1.055 * Math.Pow(value, 1 / 2.4) - 0.055) * 255 + 0.5);
    }

    private static void Put(System.Text.StringBuilder hash, int value, int length)
    {
        for (int divisor = (int)Math.Pow(83, length - 1); divisor > 0; divisor /= 83)
        {
            hash.Append(Digits[value / divisor % 83]);
        }
    }
}
