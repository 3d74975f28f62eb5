using System.Text.Json;
using Weft.Federation.Documents;

namespace Weft.Federation.Discovery;

/// <summary>What WebFinger answers (RFC 7033, JRD), as far as Weft reads it.</summary>
/// <param name="Subject">Whom it is about, as the server itself calls them.</param>
/// <param name="Self">The id of the actor.</param>
internal sealed record ResourceDescriptor(string Subject, string Self)
{
    private const int MostLinks = 100;
    private const string ActivityStreams = "https://www.w3.org/ns/activitystreams";

    /// <summary>The descriptor; null with the reason when it is none, or names no actor.</summary>
    public static ResourceDescriptor? Read(ReadOnlySpan<byte> utf8, out string why)
    {
        if (ForeignJson.Read(utf8, out JsonElement root) is { } refusal)
        {
            why = refusal.Detail;
            return null;
        }

        if (Text(root, "subject") is not { Length: > 0 } subject)
        {
            why = "The answer has no subject.";
            return null;
        }

        // Several may stand there; the first counts.
        string? self = Links(root).Where(IsActor).Select(link => Text(link, "href")).FirstOrDefault(WebAddress.IsId);
        why = self is null ? "The answer has no link to an ActivityPub actor." : "";
        return self is null ? null : new ResourceDescriptor(subject, self);
    }

    /// <summary>The links of a descriptor, or of what is written like one (NodeInfo).</summary>
    internal static IEnumerable<JsonElement> Links(JsonElement root) =>
        root.TryGetProperty("links", out JsonElement links) && links.ValueKind == JsonValueKind.Array
            ? links.EnumerateArray().Take(MostLinks).Where(link => link.ValueKind == JsonValueKind.Object)
            : [];

    internal static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? JsonStrings.Of(value) : null;

    private static bool IsActor(JsonElement link)
    {
        if (Text(link, "rel") != "self" || Text(link, "type") is not { } type)
        {
            return false;
        }

        string plain = type.Replace(" ", "", StringComparison.Ordinal);
        return plain.StartsWith("application/activity+json", StringComparison.OrdinalIgnoreCase)
            || (
                plain.StartsWith("application/ld+json;", StringComparison.OrdinalIgnoreCase)
                && type.Contains(ActivityStreams, StringComparison.Ordinal)
            );
    }
}
