using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Server.Identity.Access;

/// <summary>
/// OAuth scopes as Mastodon defines them. A parent covers its children (<c>write</c> covers <c>write:statuses</c>), and
/// <c>follow</c> covers reading and writing of blocks, follows and mutes. <c>push</c> and <c>profile</c> stand alone:
/// an endpoint that <c>profile</c> opens names it beside the scopes that open it too.
/// </summary>
internal sealed class ScopeSet
{
    /// <summary>What an app gets that asks for nothing.</summary>
    public const string Default = "read";

    /// <summary>More names than this are refused; Mastodon knows some forty.</summary>
    private const int MaxNames = 64;

    private static readonly FrozenSet<string> Roots = FrozenSet.ToFrozenSet([
        "read",
        "write",
        "follow",
        "push",
        "profile",
        "admin",
        "crypto",
    ]);
    private static readonly string[] FollowChildren = ["blocks", "follows", "mutes"];

    private readonly string[] names;

    private ScopeSet(string[] names) => this.names = names;

    /// <summary>What somebody may do who is logged in on the page: everything.</summary>
    public static ScopeSet Everything { get; } = new(["read", "write", "follow", "push", "profile", "admin:read", "admin:write"]);

    /// <summary>The scopes that this server's endpoints ask for.</summary>
    public static IReadOnlyList<string> Offered { get; } =
    [
        "profile",
        "read",
        .. Children("read", "accounts blocks bookmarks favourites filters follows lists mutes notifications search statuses"),
        "write",
        .. Children(
            "write",
            "accounts blocks bookmarks conversations favourites filters follows lists media mutes notifications reports statuses"
        ),
        "follow",
        "push",
    ];

    /// <summary>Each scope once, in the order given.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>
    /// Reads scopes separated by spaces (or <c>+</c> that a client forgot to decode). Names that we do not know are kept
    /// when they are children of a known parent (<c>admin:read:reports</c>). A comma is refused, never guessed at.
    /// </summary>
    /// <param name="text">Null or blank means <see cref="Default"/>.</param>
    /// <param name="scopes">The set; null when refused.</param>
    /// <returns>False for what is no list of scopes: answer <c>invalid_scope</c>.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ScopeSet? scopes)
    {
        string[] parts = (string.IsNullOrWhiteSpace(text) ? Default : text).Split(
            [' ', '+', '\t', '\r', '\n'],
            StringSplitOptions.RemoveEmptyEntries
        );
        scopes =
            parts.Length is > 0 and <= MaxNames && parts.All(IsName) ? new ScopeSet([.. parts.Distinct(StringComparer.Ordinal)]) : null;
        return scopes is not null;
    }

    /// <summary>Reads what we wrote ourselves.</summary>
    public static ScopeSet Stored(string text) => new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>True when this set allows what the scope allows.</summary>
    public bool Covers(string scope)
    {
        foreach (string name in names)
        {
            if (Covers(name, scope))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when this set allows everything that the other allows.</summary>
    public bool Covers(ScopeSet other) => other.names.All(Covers);

    /// <summary>The names separated by spaces, as tokens and apps keep them.</summary>
    public override string ToString() => string.Join(' ', names);

    private static IEnumerable<string> Children(string parent, string children) => children.Split(' ').Select(child => $"{parent}:{child}");

    private static bool Covers(string granted, string wanted)
    {
        if (wanted.StartsWith(granted, StringComparison.Ordinal))
        {
            return wanted.Length == granted.Length || wanted[granted.Length] == ':';
        }

        return granted == "follow"
            && wanted.Split(':') is [("read" or "write"), string child]
            && FollowChildren.Contains(child, StringComparer.Ordinal);
    }

    private static bool IsName(string name) =>
        name.Length <= 64
        && Roots.Contains(name.Split(':')[0])
        && name.Split(':').Length <= 3
        && name.Split(':').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || c == '_'));
}
