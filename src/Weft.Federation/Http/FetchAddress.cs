using System.Diagnostics.CodeAnalysis;
using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>
/// An address that may be asked, in the very spelling in which it will stand on the wire: what is signed is what is sent.
/// The usual parsing of addresses would rewrite escapes and dots on the way.
/// </summary>
internal sealed record FetchAddress(Uri Uri, Origin Origin, string Target)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address without its fragment, as it is asked.</summary>
    public string Text => $"{Origin}{Target}";

    public static bool TryParse(
        string address,
        FederationHttpOptions options,
        [NotNullWhen(true)] out FetchAddress? parsed,
        [NotNullWhen(false)] out string? why
    )
    {
        parsed = null;
        if (!WebAddress.IsId(address) || !Origin.TryParse(address, out Origin origin, out int rest))
        {
            why = "The address is not one of http or https that can be read in one way only.";
            return false;
        }

        if (origin.Scheme != Uri.UriSchemeHttps && !options.AllowLoopback)
        {
            why = "The address is of plain http.";
            return false;
        }

        string target = address[rest..].Split('#')[0];
        target = target.StartsWith('/') ? target : "/" + target;
        if (!Uri.TryCreate($"{origin}{target}", AsWritten, out Uri? uri) || uri.PathAndQuery != target)
        {
            why = "The address can't be sent as it is written.";
            return false;
        }

        parsed = new FetchAddress(uri, origin, target);
        why = null;
        return true;
    }

    /// <summary>Where a redirect leads, as text and in the spelling received; it may be no address at all.</summary>
    public string Resolve(string location)
    {
        if (location.StartsWith("//", StringComparison.Ordinal))
        {
            return $"{Origin.Scheme}:{location}";
        }

        if (location.StartsWith('/'))
        {
            return $"{Origin}{location}";
        }

        string path = Target.Split('?')[0];
        return location switch
        {
            "" or ['#', ..] => Text,
            ['?', ..] => $"{Origin}{path}{location}",
            _ when IsAbsolute(location) => location,
            _ => $"{Origin}{path[..(path.LastIndexOf('/') + 1)]}{location}",
        };
    }

    /// <summary>Whether a scheme stands in front: a colon before any slash, question mark or number sign (RFC 3986 section 4.2).</summary>
    private static bool IsAbsolute(string location) => location.IndexOfAny([':', '/', '?', '#']) is >= 0 and int at && location[at] == ':';
}
