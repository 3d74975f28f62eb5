using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace Weft.Federation.Signatures.Proofs;

/// <summary>What "eddsa-jcs-2022" signs: SHA-256 of the canonical configuration, then SHA-256 of the canonical document.</summary>
internal static class ProofHash
{
    /// <param name="document">The document; its "proof" and "signature" are left out.</param>
    /// <param name="documentContext">The context to hash it with.</param>
    /// <param name="config">The proof; its "proofValue" is left out.</param>
    /// <param name="configContext">The context to hash the proof with; null for none.</param>
    /// <param name="hash">The 64 bytes; null when one of the two has no canonical form.</param>
    public static bool TryOf(
        JsonElement document,
        JsonElement? documentContext,
        JsonElement config,
        JsonElement? configContext,
        [NotNullWhen(true)] out byte[]? hash
    )
    {
        hash = null;
        if (
            !TryWrite(config, configContext, ["proofValue"], out byte[]? first)
            || !TryWrite(document, documentContext, ["proof", "signature"], out byte[]? second)
        )
        {
            return false;
        }

        hash = [.. SHA256.HashData(first), .. SHA256.HashData(second)];
        return true;
    }

    public static JsonElement? Context(JsonElement element) => element.TryGetProperty("@context", out JsonElement context) ? context : null;

    private static bool TryWrite(JsonElement element, JsonElement? context, string[] left, [NotNullWhen(true)] out byte[]? canonical)
    {
        canonical = null;
        List<KeyValuePair<string, JsonElement>> properties = [];
        HashSet<string> seen = [];
        try
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                // What is left out must not stand twice either: another reader would see another one.
                if (!seen.Add(property.Name))
                {
                    return false;
                }

                if (property.Name != "@context" && !left.Contains(property.Name))
                {
                    properties.Add(new(property.Name, property.Value));
                }
            }
        }
        catch (InvalidOperationException)
        {
            // A name with a lone surrogate.
            return false;
        }

        if (context is { } given)
        {
            properties.Add(new("@context", given));
        }

        return CanonicalJson.TryWrite(properties, out canonical);
    }
}
