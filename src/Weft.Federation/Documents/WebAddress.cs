using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Weft.Federation.Documents;

/// <summary>
/// Which texts are ids of things between servers, and which are addresses to link to. Ids are kept as they came; links
/// are written anew.
/// </summary>
public static class WebAddress
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%"
    );

    private static readonly SearchValues<char> NotInLinks = SearchValues.Create("\"<>\\^`{|}");

    /// <summary>
    /// True for an absolute http or https address of at most 2,048 characters, all of them RFC 3986's, without a user's
    /// name in it and with a host that can be read in one way only.
    /// </summary>
    public static bool IsId([NotNullWhen(true)] string? text) =>
        text is not null && !text.AsSpan().ContainsAnyExcept(Allowed) && EscapesAreWhole(text) && Origin.TryParse(text, out _, out _);

    /// <summary>True when two ids are the same: byte by byte, but for the case of scheme and host.</summary>
    public static bool SameId(string? one, string? other)
    {
        if (one is null || other is null)
        {
            return false;
        }

        return string.Equals(one, other, StringComparison.Ordinal)
            || (
                Origin.TryParse(one, out Origin first, out int firstRest)
                && Origin.TryParse(other, out Origin second, out int secondRest)
                && first == second
                && one.AsSpan(firstRest).SequenceEqual(other.AsSpan(secondRest))
            );
    }

    /// <summary>
    /// An address that people may be led to, in ASCII; null for every scheme but http and https, for one with a user's
    /// name in it, and for what is none.
    /// </summary>
    /// <param name="text">An address, which may hold letters of all scripts, or the ampersands of HTML (WordPress).</param>
    public static string? Link(string? text)
    {
        if (text is null || text.Length > Limits.Address)
        {
            return null;
        }

        string written =
            text.Contains("&#038;", StringComparison.Ordinal) || text.Contains("&amp;", StringComparison.Ordinal)
                ? WebUtility.HtmlDecode(text).Trim()
                : text.Trim();
        try
        {
            if (
                !Uri.TryCreate(written, UriKind.Absolute, out Uri? uri)
                || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
                || uri.UserInfo.Length > 0
                || uri.IdnHost.Length == 0
            )
            {
                return null;
            }

            string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
            string port = uri.IsDefaultPort ? "" : $":{uri.Port}";
            string link = $"{uri.Scheme}://{host}{port}{uri.PathAndQuery}{uri.Fragment}";
            return link.Length <= 2 * Limits.Address && IsAsciiAddress(link) ? link : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool IsAsciiAddress(string link) =>
        !link.AsSpan().ContainsAnyExceptInRange('!', '~') && !link.AsSpan().ContainsAny(NotInLinks);

    private static bool EscapesAreWhole(string text)
    {
        for (int i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return false;
            }
        }

        return true;
    }
}
