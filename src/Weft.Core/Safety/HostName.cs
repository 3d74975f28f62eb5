using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weft.Core.Safety;

/// <summary>The names of other servers as operators and people write them.</summary>
public static class HostName
{
    private const int Longest = 253;

    /// <summary>
    /// The host that a text names, in ASCII and lower case, with its port if it names one; null when it names none. Takes
    /// names in any script, and what stands around a name when it is copied: a scheme, a path, an @, a dot in front.
    /// </summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Host names are compared in lower case.")]
    public static string? Read(string? text)
    {
        string bare = (text ?? "").Trim();
        int scheme = bare.IndexOf("://", StringComparison.Ordinal);
        bare = scheme < 0 ? bare : bare[(scheme + 3)..];
        bare = bare.Split('/', '?', '#')[0];
        bare = bare[(bare.LastIndexOf('@') + 1)..].TrimStart('*').Trim('.');
        int colon = bare.IndexOf(':', StringComparison.Ordinal);
        string port = colon < 0 ? "" : bare[colon..];
        if (
            port.Length > 0
            && (!int.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > 65_535)
        )
        {
            return null;
        }

        try
        {
            string host = new IdnMapping().GetAscii((colon < 0 ? bare : bare[..colon]).Normalize()).ToLowerInvariant();
            return host.Length <= Longest && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? host + port : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The names under which something may have been decided about a host, the most particular first: with its port, by
    /// itself, and each domain above it.
    /// </summary>
    /// <param name="host">In ASCII and lower case, with its port if it has one.</param>
    public static IReadOnlyList<string> Above(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        List<string> names = [host];
        string bare = host.StartsWith('[') ? host : host.Split(':')[0];
        if (bare != host)
        {
            names.Add(bare);
        }

        for (int dot = bare.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = bare.IndexOf('.', dot + 1))
        {
            names.Add(bare[(dot + 1)..]);
        }

        return names;
    }
}
