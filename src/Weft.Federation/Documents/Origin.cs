using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Weft.Federation.Documents;

/// <summary>
/// Who answers for an id: scheme, host and port of its address (FEP-fe34). Everything that one id may say about another
/// asks for the same origin: who owns an object, a key, a collection, a stamp.
/// </summary>
/// <param name="Scheme"><c>https</c>, or <c>http</c> between servers under development.</param>
/// <param name="Host">Lower case, <c>xn--</c> form; an IPv6 address in brackets.</param>
/// <param name="Port">Always there, also where it is the scheme's own.</param>
public readonly record struct Origin(string Scheme, string Host, int Port)
{
    /// <summary>The host, with its port unless it is the scheme's own: what stands after the @ of a handle.</summary>
    public string Authority =>
        Port == (Scheme == "https" ? 443 : 80) ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The origin of an id; null when it is no id, see <see cref="WebAddress.IsId"/>.</summary>
    public static Origin? Of(string? id) => TryParse(id, out Origin origin, out _) ? origin : null;

    /// <summary>True when both are ids of one origin.</summary>
    public static bool Same(string? one, string? other) =>
        TryParse(one, out Origin first, out _) && TryParse(other, out Origin second, out _) && first == second;

    /// <summary><c>https://host</c>, with the port unless it is the scheme's own.</summary>
    public override string ToString() => $"{Scheme}://{Authority}";

    /// <summary>Takes an address apart; false for whatever could be read in two ways.</summary>
    /// <param name="address">Any text.</param>
    /// <param name="origin">Who answers for it.</param>
    /// <param name="rest">Where the path begins.</param>
    internal static bool TryParse([NotNullWhen(true)] string? address, out Origin origin, out int rest)
    {
        (origin, rest) = (default, 0);
        if (address is null || address.Length > Limits.Address || SchemeOf(address) is not { } scheme)
        {
            return false;
        }

        int start = scheme.Length + "://".Length;
        int length = address.AsSpan(start).IndexOfAny('/', '?', '#');
        rest = length < 0 ? address.Length : start + length;
        if (!TrySplit(address.AsSpan(start, rest - start), scheme, out string host, out int port) || !IsPlain(host))
        {
            return false;
        }

        origin = new Origin(scheme, host, port);
        return true;
    }

    private static string? SchemeOf(string address)
    {
        if (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return "https";
        }

        return address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http" : null;
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Host names are compared in lower case.")]
    private static bool TrySplit(ReadOnlySpan<char> authority, string scheme, out string host, out int port)
    {
        (host, port) = ("", scheme == "https" ? 443 : 80);
        int bracket = authority.LastIndexOf(']');
        int colon = authority[(bracket + 1)..].IndexOf(':');
        ReadOnlySpan<char> name = colon < 0 ? authority : authority[..(bracket + 1 + colon)];
        if (colon >= 0)
        {
            ReadOnlySpan<char> digits = authority[(name.Length + 1)..];
            if (digits.Length is 0 or > 5 || digits[0] == '0' || digits.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            port = int.Parse(digits, CultureInfo.InvariantCulture);
        }

        host = name.ToString().ToLowerInvariant();
        return port <= 65535 && host.Length is > 0 and <= 253;
    }

    private static bool IsPlain(string host)
    {
        if (host[0] == '[')
        {
            return host.Length > 2 && host[^1] == ']' && IPAddress.TryParse(host, out IPAddress? six) && $"[{six}]" == host;
        }

        if (host[^1] is '.' or '-')
        {
            return false;
        }

        // 0x7f.1, 2130706433 and the like name an address that their letters don't show.
        if (
            char.IsAsciiDigit(host[host.LastIndexOf('.') + 1])
            && !(IPAddress.TryParse(host, out IPAddress? four) && four.ToString() == host)
        )
        {
            return false;
        }

        return host[0] is not ('.' or '-')
            && !host.Contains("..", StringComparison.Ordinal)
            && !host.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-' or '_'))
            && (!host.Contains("xn--", StringComparison.Ordinal) || RoundTrips(host));
    }

    private static bool RoundTrips(string host)
    {
        try
        {
            IdnMapping idn = new();
            return idn.GetAscii(idn.GetUnicode(host)) == host;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
