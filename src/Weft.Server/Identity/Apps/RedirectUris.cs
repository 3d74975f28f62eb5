using System.Text;

namespace Weft.Server.Identity.Apps;

/// <summary>
/// Where apps want people sent back to. They are opaque texts, compared byte for byte and never put through a URI class:
/// <c>icecubesapp://</c>, <c>com.tapbots.Ivory.10217:/request_token</c>, <c>urn:ietf:wg:oauth:2.0:oob</c>.
/// </summary>
internal static class RedirectUris
{
    /// <summary>Not a place to go to: the code is shown on a page, to be copied.</summary>
    public const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    private const int MaxCount = 32;
    private const int MaxLength = 2_000;
    private static readonly string[] Scripts = ["javascript", "data", "vbscript"];

    /// <summary>Takes lists apart; each may hold several, with white space between them.</summary>
    public static IReadOnlyList<string> Read(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];

    /// <summary>What is wrong with them, to be said after their name; null when nothing is.</summary>
    public static string? Check(IReadOnlyList<string> uris) =>
        uris.Count == 0 ? "can't be blank"
        : uris.Count > MaxCount || uris.Any(uri => uri.Length > MaxLength) ? "is too long"
        : uris.All(IsAllowed) ? null
        : "must be an absolute URI.";

    /// <summary>The address with the answer in its query.</summary>
    /// <param name="uri">A registered redirect URI.</param>
    /// <param name="answer">Names and values; what is null is left out.</param>
    public static string With(string uri, params ReadOnlySpan<(string Name, string? Value)> answer)
    {
        int hash = uri.IndexOf('#', StringComparison.Ordinal);
        StringBuilder address = new(hash < 0 ? uri : uri[..hash]);
        char separator =
            !uri.Contains('?', StringComparison.Ordinal) ? '?'
            : address[^1] is '?' or '&' ? '\0'
            : '&';
        foreach ((string name, string? value) in answer)
        {
            if (value is null)
            {
                continue;
            }

            if (separator != '\0')
            {
                address.Append(separator);
            }

            address.Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return ToHeader(address.Append(hash < 0 ? "" : uri[hash..]).ToString());
    }

    /// <summary>What people may recognise the app by: the host of a website, nothing for programs on a device.</summary>
    public static string? Host(string uri) =>
        IsWeb(Scheme(uri)) && Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) ? parsed.Authority : null;

    private static bool IsAllowed(string uri)
    {
        string scheme = Scheme(uri);
        return scheme.Length > 0 && !Scripts.Contains(scheme, StringComparer.OrdinalIgnoreCase) && !uri.Any(char.IsControl);
    }

    private static bool IsWeb(string scheme) =>
        scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || scheme.Equals("https", StringComparison.OrdinalIgnoreCase);

    private static readonly System.Buffers.SearchValues<char> SchemeLetters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._"
    );

    /// <summary>As it is written; empty when there is none.</summary>
    private static string Scheme(string uri)
    {
        int colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeLetters) < 0 ? uri[..colon] : "";
    }

    /// <summary>A header takes ASCII only.</summary>
    private static string ToHeader(string address) =>
        address.All(char.IsAscii)
            ? address
            : string.Concat(address.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : Uri.EscapeDataString(r.ToString())));
}
