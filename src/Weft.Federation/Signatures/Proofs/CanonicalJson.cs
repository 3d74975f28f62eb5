using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Weft.Federation.Signatures.Proofs;

/// <summary>
/// JSON in its one canonical form (RFC 8785, JCS): properties by UTF-16 code units, numbers as ECMAScript prints them, the
/// fewest escapes. The runtime's own writer escapes and prints otherwise.
/// </summary>
public static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        '"',
        '\\',
    ]);

    /// <summary>
    /// The canonical form in UTF-8; false for what has none: a lone surrogate, a property twice, a number beyond doubles.
    /// The depth is that which the document's parser allowed.
    /// </summary>
    public static bool TryWrite(JsonElement element, [NotNullWhen(true)] out byte[]? canonical) =>
        TryWrite(text => Write(element, text), out canonical);

    /// <summary>The canonical form of an object with these properties.</summary>
    internal static bool TryWrite(IEnumerable<KeyValuePair<string, JsonElement>> properties, [NotNullWhen(true)] out byte[]? canonical) =>
        TryWrite(text => WriteObject([.. properties], text), out canonical);

    private static bool TryWrite(Func<StringBuilder, bool> write, [NotNullWhen(true)] out byte[]? canonical)
    {
        canonical = null;
        StringBuilder text = new();
        try
        {
            if (!write(text))
            {
                return false;
            }

            canonical = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.ToString());
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or EncoderFallbackException)
        {
            // Lone surrogates pass the parser and fail when the text is asked for.
            return false;
        }
    }

    private static bool Write(JsonElement element, StringBuilder text) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => WriteObject([.. element.EnumerateObject().Select(AsPair)], text),
            JsonValueKind.Array => WriteArray(element, text),
            JsonValueKind.String => WriteString(element.GetString()!, text),
            JsonValueKind.Number => WriteNumber(element, text),
            JsonValueKind.True => Append("true", text),
            JsonValueKind.False => Append("false", text),
            JsonValueKind.Null => Append("null", text),
            _ => false,
        };

    private static KeyValuePair<string, JsonElement> AsPair(JsonProperty property) => new(property.Name, property.Value);

    private static bool WriteObject(List<KeyValuePair<string, JsonElement>> properties, StringBuilder text)
    {
        properties.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        text.Append('{');
        for (int n = 0; n < properties.Count; n++)
        {
            if (n > 0)
            {
                if (properties[n].Key == properties[n - 1].Key)
                {
                    return false;
                }

                text.Append(',');
            }

            WriteString(properties[n].Key, text);
            text.Append(':');
            if (!Write(properties[n].Value, text))
            {
                return false;
            }
        }

        return Append("}", text);
    }

    private static bool WriteArray(JsonElement element, StringBuilder text)
    {
        text.Append('[');
        bool first = true;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            if (!Write(item, text))
            {
                return false;
            }
        }

        return Append("]", text);
    }

    private static bool WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        ReadOnlySpan<char> rest = value;
        int special;
        while ((special = rest.IndexOfAny(Escaped)) >= 0)
        {
            text.Append(rest[..special]);
            _ = rest[special] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                char control => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}"),
            };
            rest = rest[(special + 1)..];
        }

        text.Append(rest).Append('"');
        return true;
    }

    private static bool WriteNumber(JsonElement element, StringBuilder text)
    {
        if (!element.TryGetDouble(out double value) || !double.IsFinite(value))
        {
            return false;
        }

        text.Append(EcmaScriptNumber.Of(value));
        return true;
    }

    private static bool Append(string literal, StringBuilder text)
    {
        text.Append(literal);
        return true;
    }
}
