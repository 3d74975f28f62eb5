using System.Globalization;

namespace Weft.Server.Hosting;

/// <summary>How much something may hold, as people write it: <c>500MB</c>, <c>1.5 GB</c>; of 1,024 of the next smaller each.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Bytes; null when the text is no number with one of the units.</summary>
    public static long? Read(string text)
    {
        string bare = text.Trim();
        int letters = bare.Length;
        while (letters > 0 && char.IsAsciiLetter(bare[letters - 1]))
        {
            letters--;
        }

        int unit = Array.FindIndex(Units, u => u.Equals(bare[letters..], StringComparison.OrdinalIgnoreCase));
        return
            unit >= 0
            && double.TryParse(bare[..letters].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number * Math.Pow(1_024, unit) is < 1e18 and var bytes
            ? (long)bytes
            : null;
    }

    /// <summary>Bytes as people read them: 1.4 GB.</summary>
    public static string Write(long bytes)
    {
        int unit = 0;
        double number = bytes;
        while (number >= 1_024 && unit < Units.Length - 1)
        {
            number /= 1_024;
            unit++;
        }

        return number.ToString(unit == 0 ? "0" : "0.#", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
