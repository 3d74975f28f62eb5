using Weft.Core.Posts;

namespace Weft.Federation.Documents;

/// <summary>To whom something is addressed, as ids; everybody stands there as <see cref="ActivityStreams.Public"/>.</summary>
/// <param name="To">Primary recipients.</param>
/// <param name="Cc">Others.</param>
/// <param name="Audience">The community in which it is said (Lemmy).</param>
/// <param name="Hidden"><c>bto</c> and <c>bcc</c>, which no server should send.</param>
public sealed record Addressing(
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    IReadOnlyList<string> Audience,
    IReadOnlyList<string> Hidden
)
{
    /// <summary>All who are addressed.</summary>
    public IEnumerable<string> All => To.Concat(Cc).Concat(Audience).Concat(Hidden);

    /// <summary>
    /// Who may see it. Never wider than what was said: hidden recipients and the audience make nothing public, and what
    /// names nobody is for whoever received it.
    /// </summary>
    /// <param name="followers">The followers collection of its author, as the author's own document names it.</param>
    public Visibility Visibility(string? followers)
    {
        if (To.Contains(ActivityStreams.Public))
        {
            return Core.Posts.Visibility.Public;
        }

        if (Cc.Contains(ActivityStreams.Public))
        {
            return Core.Posts.Visibility.Unlisted;
        }

        return followers is not null && To.Concat(Cc).Any(id => WebAddress.SameId(id, followers))
            ? Core.Posts.Visibility.Followers
            : Core.Posts.Visibility.Mentioned;
    }

    internal static Addressing Read(ForeignObject json) =>
        new([.. json.Ids("to")], [.. json.Ids("cc")], [.. json.Ids("audience")], [.. json.Ids("bto"), .. json.Ids("bcc")]);
}
