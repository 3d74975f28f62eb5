using System.Text.Json;
using Weft.Federation.Documents;
using Weft.Federation.Http;

namespace Weft.Federation.Discovery;

/// <summary>Asks a server what software it runs. Links that lead off its origin are not followed.</summary>
public sealed class NodeInfoLookup(FederationHttpClient http)
{
    private const string Schema = "http://nodeinfo.diaspora.software/ns/schema/";
    private const string Application = "https://www.w3.org/ns/activitystreams#Application";
    private const int LongestVersion = 100;
    private const int LongestName = 200;

    /// <summary>The newest versions first.</summary>
    private static readonly string[] Known = [Schema + "2.1", Schema + "2.0"];

    /// <summary>Asks the server at an origin.</summary>
    public async Task<NodeInfoOutcome> FindAsync(Origin origin, CancellationToken cancellation)
    {
        HttpOutcome index = await http.GetAsync($"{origin}/.well-known/nodeinfo", Wanted.NodeInfo, null, cancellation);
        if (index is not HttpOutcome.Received { Body: var listed })
        {
            return new(null, index.Detail);
        }

        if (ForeignJson.Read(listed.Span, out JsonElement root) is { } refusal)
        {
            return new(null, refusal.Detail);
        }

        ILookup<string?, string> links = ResourceDescriptor
            .Links(root)
            .Select(link => (Rel: ResourceDescriptor.Text(link, "rel"), Href: ResourceDescriptor.Text(link, "href")))
            .Where(link => Origin.Of(link.Href) == origin)
            .ToLookup(link => link.Rel, link => link.Href!);
        if (Known.Select(version => links[version].FirstOrDefault()).FirstOrDefault(href => href is not null) is not { } address)
        {
            return new(null, "The server lists no NodeInfo of version 2 on its own origin.");
        }

        HttpOutcome answer = await http.GetAsync(address, Wanted.NodeInfo, null, cancellation);
        if (answer is not HttpOutcome.Received { Body: var body })
        {
            return new(null, answer.Detail);
        }

        return ForeignJson.Read(body.Span, out JsonElement info) is { } broken
            ? new(null, broken.Detail)
            : new(Read(info, links[Application].FirstOrDefault(WebAddress.IsId)), null);
    }

    private static NodeInfo Read(JsonElement info, string? instanceActor)
    {
        JsonElement? software = Inner(info, "software");
        JsonElement? users = Inner(Inner(info, "usage"), "users");
        string? name = Line(software, "name", LongestName);
        return new NodeInfo(
            name is { Length: > 0 } && name.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') ? name : null,
            Line(software, "version", LongestVersion),
            Line(Inner(info, "metadata"), "nodeName", LongestName),
            users is { } counts && counts.TryGetProperty("total", out JsonElement total) && Count(total) is { } many ? many : null,
            info.TryGetProperty("openRegistrations", out JsonElement open) && open.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? open.GetBoolean()
                : null,
            instanceActor
        );
    }

    private static JsonElement? Inner(JsonElement? element, string name) =>
        element is { } outer && outer.TryGetProperty(name, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object ? inner : null;

    private static long? Count(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long count) && count >= 0 ? count : null;

    /// <summary>A text on one line, without control characters.</summary>
    private static string? Line(JsonElement? element, string name, int longest)
    {
        if (element is not { } outer || ResourceDescriptor.Text(outer, name) is not { } text)
        {
            return null;
        }

        string line = string.Concat(text.Where(character => !char.IsControl(character))).Trim();
        if (line.Length <= longest)
        {
            return line;
        }

        // Never half a surrogate pair.
        return line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)];
    }
}
