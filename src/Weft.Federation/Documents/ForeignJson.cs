using System.Text.Json;
using System.Text.Unicode;

namespace Weft.Federation.Documents;

/// <summary>
/// The gate before everything: bytes become JSON only within the limits, and only when the document can't be rearranged
/// by what its context says (CVE-2026-46349, CVE-2026-42462).
/// </summary>
internal static class ForeignJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Limits.Depth };

    /// <summary>Reads the JSON.</summary>
    /// <returns>Why it was refused; null when it was read.</returns>
    public static DocumentRefusal? Read(ReadOnlySpan<byte> utf8, out JsonElement root)
    {
        root = default;
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (utf8.Length > Limits.Bytes)
        {
            return new DocumentRefusal(DocumentFault.TooLarge, "The document has more than 1 MiB.");
        }

        if (!Utf8.IsValid(utf8))
        {
            return new DocumentRefusal(DocumentFault.NotJson, "The document is not UTF-8.");
        }

        try
        {
            if (Scan(utf8) is { } refusal)
            {
                return refusal;
            }

            root = JsonElement.Parse(utf8, Strict);
        }
        catch (JsonException)
        {
            return new DocumentRefusal(DocumentFault.NotJson, "The document is not JSON, or holds the same key twice.");
        }
        catch (InvalidOperationException)
        {
            // A key with half a surrogate pair has no name.
            return new DocumentRefusal(DocumentFault.NotJson, "A key of the document is no text.");
        }

        return root.ValueKind == JsonValueKind.Object
            ? null
            : new DocumentRefusal(DocumentFault.NotAnObject, "The document's top is not an object.");
    }

    private static DocumentRefusal? Scan(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = 2 * Limits.Depth });
        int context = -1;
        while (reader.Read())
        {
            if (reader.CurrentDepth <= context && reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject)
            {
                context = -1;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= Limits.Depth:
                    return new DocumentRefusal(DocumentFault.TooDeep, $"More than {Limits.Depth} levels stand inside of each other.");
                case JsonTokenType.PropertyName when reader.ValueIsEscaped && reader.GetString() is null:
                case JsonTokenType.PropertyName when IsRearranging(ref reader):
                case JsonTokenType.String when context >= 0 && IsRearranging(ref reader):
                    return new DocumentRefusal(DocumentFault.Rearranged, "@graph, @included and @reverse are not read.");
                case JsonTokenType.PropertyName when context < 0 && reader.ValueTextEquals("@context"u8):
                    context = reader.CurrentDepth;
                    break;
            }
        }

        return null;
    }

    private static bool IsRearranging(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("@graph"u8) || reader.ValueTextEquals("@included"u8) || reader.ValueTextEquals("@reverse"u8);
}
