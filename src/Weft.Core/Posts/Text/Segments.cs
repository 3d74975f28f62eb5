using System.Diagnostics.CodeAnalysis;

namespace Weft.Core.Posts.Text;

/// <summary>A stretch of a post's text. The segments of a document, put one after the other, are its text.</summary>
/// <param name="Written">The stretch exactly as it stands in the text.</param>
public abstract record Segment(string Written);

/// <summary>Words that link to nothing.</summary>
/// <param name="Written">The words, with their line breaks.</param>
public sealed record PlainSegment(string Written) : Segment(Written);

/// <summary>An http or https address.</summary>
/// <param name="Written">The address as written.</param>
/// <param name="Url">The address with its scheme in lower case.</param>
public sealed record LinkSegment(string Written, string Url) : Segment(Written);

/// <summary>A mention of somebody, who may or may not exist.</summary>
/// <param name="Written">The mention as written, with its @.</param>
/// <param name="Mention">Who is meant.</param>
public sealed record MentionSegment(string Written, Mention Mention) : Segment(Written);

/// <summary>A hashtag.</summary>
/// <param name="Written">The tag as written, with its #.</param>
/// <param name="Tag">The tag.</param>
public sealed record TagSegment(string Written, Tag Tag) : Segment(Written);

/// <summary>Somebody named in a text.</summary>
/// <param name="Username">The name before the second @, as written. Compare it without regard to case.</param>
/// <param name="Domain">
/// The part after the second @, in lower case and in ASCII (<c>xn--</c>), with its port if it has one; null when there
/// was none. It may be this server's own domain.
/// </param>
public sealed record Mention(string Username, string? Domain)
{
    /// <summary>The same for all spellings of one mention.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Usernames are compared and stored in lower case.")]
    public string Key => Domain is null ? Username.ToLowerInvariant() : $"{Username.ToLowerInvariant()}@{Domain}";
}
