using System.Diagnostics.CodeAnalysis;
using Weft.Core.Accounts;
using Weft.Core.Posts.Text;

namespace Weft.Core.Posts;

/// <summary>What an author wrote, cleaned, counted and read for mentions and tags; the same for a new post and an edit.</summary>
/// <param name="Text">The text.</param>
/// <param name="ContentWarning">The warning; empty for none.</param>
/// <param name="MentionedNames">The handles that the text mentions, as <see cref="Handle"/> keeps them, each once.</param>
/// <param name="Tags">The tags in their comparable form, each once.</param>
internal sealed record PostContent(string Text, string ContentWarning, IReadOnlyList<string> MentionedNames, IReadOnlyList<string> Tags)
{
    /// <summary>How many accounts a post mentions at most; further ones are text.</summary>
    private const int MentionLimit = 50;

    /// <summary>How many tags a post has at most; further ones are text.</summary>
    private const int TagLimit = 30;

    /// <summary>
    /// Reads what was written. A warning without a text is the text, as apps expect. Refused when there is nothing, or
    /// when text and warning together are longer than a post may be. With media a post needs no text.
    /// </summary>
    public static Outcome<PostContent> Read(string? text, string? contentWarning, LocalDomain domain, bool hasMedia = false)
    {
        string cleanText = Clean.Text(text ?? "");
        string warning = Clean.Text(contentWarning ?? "");
        if (string.IsNullOrWhiteSpace(cleanText) && !hasMedia)
        {
            (cleanText, warning) = (warning, "");
        }

        if (string.IsNullOrWhiteSpace(cleanText) && !hasMedia)
        {
            return Refused.Invalid("text", "blank", "can't be blank");
        }

        PostText parsed = PostText.Parse(cleanText);
        if (PostLength.Count(parsed) + PostLength.CountPlain(warning) > PostLength.Limit)
        {
            return Refused.Invalid("text", "too_long", $"character limit of {PostLength.Limit} exceeded");
        }

        return new PostContent(
            cleanText,
            string.IsNullOrWhiteSpace(warning) ? "" : warning,
            [.. parsed.Mentions.Select(m => Name(m, domain)).Distinct().Take(MentionLimit)],
            [.. parsed.Tags.Select(t => t.Name).Take(TagLimit)]
        );
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Usernames are compared and stored in lower case.")]
    private static string Name(Mention mention, LocalDomain domain) =>
        domain.Owns(mention.Domain) ? mention.Username.ToLowerInvariant() : mention.Key;
}
