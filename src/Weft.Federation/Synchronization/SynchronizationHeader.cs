using System.Diagnostics.CodeAnalysis;
using Weft.Federation.Documents;

namespace Weft.Federation.Synchronization;

/// <summary>
/// What "Collection-Synchronization" says beside a post for followers (FEP-8fcf): whom of the receiver's people the sender
/// takes for followers of the author.
/// </summary>
/// <param name="CollectionId">The author's followers.</param>
/// <param name="Url">Where those of the receiver's server are listed.</param>
/// <param name="Digest">Their digest: 64 hexadecimal digits.</param>
public sealed record SynchronizationHeader(string CollectionId, string Url, string Digest)
{
    /// <summary>The field's name.</summary>
    public const string Name = "Collection-Synchronization";

    private const int Longest = 8_192;

    /// <summary>The field's value.</summary>
    public override string ToString() => $"collectionId=\"{CollectionId}\", url=\"{Url}\", digest=\"{Digest}\"";

    /// <summary>Reads the field. False when it is not as it should be.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SynchronizationHeader? header)
    {
        header = null;
        if (value is not { Length: > 0 and <= Longest })
        {
            return false;
        }

        Dictionary<string, string> said = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in value.Split(','))
        {
            // An address may hold a comma; then the header is not read, and another one comes with the next post.
            string[] halves = part.Trim().Split('=', 2);
            if (halves.Length != 2 || halves[1] is not ['"', .. var quoted, '"'] || !said.TryAdd(halves[0].Trim(), quoted))
            {
                return false;
            }
        }

        if (
            !said.TryGetValue("collectionId", out string? collection)
            || !said.TryGetValue("url", out string? url)
            || !said.TryGetValue("digest", out string? digest)
            || !WebAddress.IsId(collection)
            || !WebAddress.IsId(url)
            || digest.Length != 64
            || !digest.All(char.IsAsciiHexDigit)
        )
        {
            return false;
        }

        header = new SynchronizationHeader(collection, url, digest.ToLowerInvariant());
        return true;
    }
}
