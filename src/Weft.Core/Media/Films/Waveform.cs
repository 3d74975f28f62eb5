using System.Runtime.InteropServices;

namespace Weft.Core.Media.Films;

/// <summary>How loud a sound is from its beginning to its end, for people to see where something is said.</summary>
internal static class Waveform
{
    /// <summary>How many moments there are.</summary>
    public const int Moments = 100;

    /// <summary>What is enough to see.</summary>
    public const int SamplesInSecond = 8_000;

    private const string Heights = "0123456789abcdef";

    /// <summary>One hexadecimal digit for the loudest sample of each moment; the loudest of all is <c>f</c>.</summary>
    /// <param name="bytes">Samples of 16 bits, the smaller byte first.</param>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(bytes);
        int moments = Math.Min(Moments, samples.Length);
        int[] peaks = new int[moments];
        for (int i = 0; i < moments; i++)
        {
            int from = (int)((long)samples.Length * i / moments);
            int to = (int)((long)samples.Length * (i + 1) / moments);
            foreach (short sample in samples[from..to])
            {
                peaks[i] = Math.Max(peaks[i], Math.Abs((int)sample));
            }
        }

        int loudest = Math.Max(1, peaks.DefaultIfEmpty().Max());
        return string.Create(
            moments,
            (peaks, loudest),
            (text, state) =>
            {
                for (int i = 0; i < text.Length; i++)
                {
                    text[i] = Heights[state.peaks[i] * (Heights.Length - 1) / state.loudest];
                }
            }
        );
    }
}
