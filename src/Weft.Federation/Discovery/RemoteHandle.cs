using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Weft.Federation.Documents;

namespace Weft.Federation.Discovery;

/// <summary>A handle that others can be asked for: <c>alice@a.example</c>.</summary>
/// <param name="Username">As its server spells it: ASCII letters, digits, <c>_ . - ~</c>.</param>
/// <param name="Domain">A host in lower case and its <c>xn--</c> form, with its port if it has one of its own.</param>
public sealed record RemoteHandle(string Username, string Domain)
{
    private const int LongestUsername = 512;
    private const int Longest = 1024;

    /// <summary>The resource that WebFinger is asked for.</summary>
    public string Resource => $"acct:{Username}@{Domain}";

    /// <summary>Reads <c>@alice@a.example</c>, <c>alice@a.example</c> or <c>acct:alice@a.example</c>; domains in any script.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RemoteHandle? handle)
    {
        handle = null;
        if (text is null || text.Length > Longest)
        {
            return false;
        }

        string bare = text.StartsWith("acct:", StringComparison.OrdinalIgnoreCase) ? text["acct:".Length..] : text;
        string[] parts = (bare.StartsWith('@') ? bare[1..] : bare).Split('@');
        if (parts is not [{ Length: > 0 and <= LongestUsername } username, string domain] || !IsUsername(username))
        {
            return false;
        }

        if (Ascii(domain) is not { } ascii || Origin.Of($"https://{ascii}") is not { } origin)
        {
            return false;
        }

        handle = new RemoteHandle(username, origin.Authority);
        return true;
    }

    /// <summary>Whether both name the same account: the case of letters says nothing.</summary>
    public bool IsSameAs(RemoteHandle other) =>
        Domain == other.Domain && Username.Equals(other.Username, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>alice@a.example</c></summary>
    public override string ToString() => $"{Username}@{Domain}";

    private static bool IsUsername(string name) =>
        IsWord(name[0]) && name.All(character => IsWord(character) || character is '.' or '-' or '~');

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static string? Ascii(string domain)
    {
        if (domain.AsSpan().IndexOfAny('/', '?', '#') >= 0)
        {
            return null;
        }

        if (domain.All(char.IsAscii))
        {
            return domain;
        }

        int colon = domain.IndexOf(':', StringComparison.Ordinal);
        string host = colon < 0 ? domain : domain[..colon];
        try
        {
            return new IdnMapping().GetAscii(host.Normalize()) + (colon < 0 ? "" : domain[colon..]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
