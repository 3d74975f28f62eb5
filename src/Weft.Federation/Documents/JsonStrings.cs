using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Weft.Federation.Documents;

/// <summary>
/// The texts of foreign JSON. Halves of surrogate pairs, which JSON can spell and no text may hold, are left out, and so
/// is NUL, which databases refuse.
/// </summary>
internal static class JsonStrings
{
    /// <summary>The text of a string.</summary>
    /// <param name="element">A string, of JSON whose bytes are known to be UTF-8.</param>
    public static string Of(JsonElement element)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
        return raw.IndexOf("\\u"u8) < 0 ? element.GetString()! : Unescape(Encoding.UTF8.GetString(raw[1..^1]));
    }

    private static string Unescape(string raw)
    {
        StringBuilder text = new(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (raw[++i] == 'u')
            {
                Append(text, raw, ref i);
            }
            else
            {
                text.Append(
                    raw[i] switch
                    {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'b' => '\b',
                        'f' => '\f',
                        char itself => itself,
                    }
                );
            }
        }

        return text.ToString();
    }

    // i stands at the u, and ends at the last digit that was used.
    private static void Append(StringBuilder text, string raw, ref int i)
    {
        char unit = Unit(raw, i + 1);
        i += 4;
        if (char.IsHighSurrogate(unit))
        {
            if (raw.AsSpan(i + 1).StartsWith("\\u", StringComparison.Ordinal) && Unit(raw, i + 3) is var low && char.IsLowSurrogate(low))
            {
                text.Append(unit).Append(low);
                i += 6;
            }
        }
        else if (!char.IsLowSurrogate(unit) && unit != '\0')
        {
            text.Append(unit);
        }
    }

    private static char Unit(string raw, int index) =>
        (char)ushort.Parse(raw.AsSpan(index, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
